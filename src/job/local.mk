libnewsreader_a_SOURCES += src/job/job.c

check_PROGRAMS += tests/unit/job

tests_unit_job_SOURCES = tests/unit/job.c
