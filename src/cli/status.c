/* Maps errors to exit statuses. */
#include "config.h"

#include "cli/run.h"

enum cli_status
cli_status_of(const struct nr_error *err)
{
	switch (err->code) {
	case NR_ERR_NONE:
		return CLI_OK;
	case NR_ERR_NOT_FOUND:
		return CLI_NOTHING;
	case NR_ERR_USAGE:
		return CLI_USAGE;
	case NR_ERR_INPUT:
	case NR_ERR_LIMIT:
		return CLI_UNREADABLE;
	case NR_ERR_STATE:
		return CLI_STATE;
	case NR_ERR_SYSTEM:
	case NR_ERR_CANCELLED:
		break;
	}
	return CLI_FAILED;
}
