libnewsreader_a_SOURCES += src/job/job.c src/job/mailbox.c

check_PROGRAMS += tests/unit/job tests/unit/mailbox

tests_unit_job_SOURCES = tests/unit/job.c
tests_unit_mailbox_SOURCES = tests/unit/mailbox.c
