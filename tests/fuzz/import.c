#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "cli/state_json.h"
#include "fuzz/driver.h"
#include "newsreader/buf.h"

static void
check(int holds)
{
	if (!holds)
		abort();
}

/* What a line says is what the line that is made of it says. */
static void
check_again(const struct nr_kept *kept)
{
	struct nr_buf first = NR_BUF_INIT, second = NR_BUF_INIT;
	struct cli_state_error why;
	struct nr_kept again;

	check(kept->id != 0 && (kept->read || kept->starred || kept->hidden || kept->placed));
	cli_state_format(kept, &first);
	check(cli_state_parse(nr_buf_str(&first), first.len, &again, &why) == 0);
	check(again.id == kept->id && again.read == kept->read
		&& again.starred == kept->starred && again.hidden == kept->hidden
		&& again.placed == kept->placed
		&& again.place.fulltext == kept->place.fulltext
		&& again.place.above == kept->place.above
		&& again.place.block == kept->place.block
		&& again.place.offset == kept->place.offset);
	cli_state_format(&again, &second);
	check(strcmp(nr_buf_str(&first), nr_buf_str(&second)) == 0);
	cli_state_release(&again);
	nr_buf_release(&first);
	nr_buf_release(&second);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct cli_state_error why;
	struct nr_kept kept;

	if (cli_state_parse((const char *)data, size, &kept, &why) < 0)
		return 0;
	check_again(&kept);
	cli_state_release(&kept);
	return 0;
}
