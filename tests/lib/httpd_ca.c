#include "config.h"

#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "lib/httpd.h"

struct httpd_ca {
	gnutls_x509_privkey_t key;
	gnutls_x509_crt_t certificate;
	char file[64];
};

static void
must(int code)
{
	if (code < 0) {
		fprintf(stderr, "certificates: %s\n", gnutls_strerror(code));
		abort();
	}
}

static gnutls_x509_privkey_t
make_key(void)
{
	gnutls_x509_privkey_t key;

	must(gnutls_x509_privkey_init(&key));
	must(gnutls_x509_privkey_generate(key, GNUTLS_PK_ECDSA,
		GNUTLS_CURVE_TO_BITS(GNUTLS_ECC_CURVE_SECP256R1), 0));
	return key;
}

/* Valid from two days ago for four days, or only for one. */
static gnutls_x509_crt_t
make_certificate(gnutls_x509_privkey_t key, const char *name, bool expired)
{
	static const unsigned char serial[] = { 1 };
	time_t from = time(NULL) - 2 * 86400;
	gnutls_x509_crt_t crt;

	must(gnutls_x509_crt_init(&crt));
	must(gnutls_x509_crt_set_version(crt, 3));
	must(gnutls_x509_crt_set_serial(crt, serial, sizeof(serial)));
	must(gnutls_x509_crt_set_activation_time(crt, from));
	must(gnutls_x509_crt_set_expiration_time(crt, from + (expired ? 1 : 4) * 86400));
	must(gnutls_x509_crt_set_dn_by_oid(crt, GNUTLS_OID_X520_COMMON_NAME, 0, name,
		(unsigned)strlen(name)));
	must(gnutls_x509_crt_set_key(crt, key));
	return crt;
}

static char *
as_pem(const gnutls_datum_t *d)
{
	char *pem = strndup((const char *)d->data, d->size);

	gnutls_free(d->data);
	if (!pem)
		abort();
	return pem;
}

static void
write_file(struct httpd_ca *ca)
{
	const char *folder = getenv("TMPDIR");
	gnutls_datum_t pem;
	int fd;

	snprintf(ca->file, sizeof(ca->file), "%.40s/newsreader-ca-XXXXXX",
		folder ? folder : "/tmp");
	fd = mkstemp(ca->file);
	must(gnutls_x509_crt_export2(ca->certificate, GNUTLS_X509_FMT_PEM, &pem));
	if (fd < 0 || write(fd, pem.data, pem.size) != (ssize_t)pem.size || close(fd) < 0) {
		perror(ca->file);
		abort();
	}
	gnutls_free(pem.data);
}

struct httpd_ca *
httpd_ca_new(void)
{
	struct httpd_ca *ca = calloc(1, sizeof(*ca));

	if (!ca)
		abort();
	ca->key = make_key();
	ca->certificate = make_certificate(ca->key, "Authority for tests", false);
	must(gnutls_x509_crt_set_basic_constraints(ca->certificate, 1, -1));
	must(gnutls_x509_crt_set_key_usage(ca->certificate, GNUTLS_KEY_KEY_CERT_SIGN));
	must(gnutls_x509_crt_sign2(ca->certificate, ca->certificate, ca->key,
		GNUTLS_DIG_SHA256, 0));
	write_file(ca);
	return ca;
}

const char *
httpd_ca_file(const struct httpd_ca *ca)
{
	return ca->file;
}

void
httpd_ca_free(struct httpd_ca *ca)
{
	unlink(ca->file);
	gnutls_x509_crt_deinit(ca->certificate);
	gnutls_x509_privkey_deinit(ca->key);
	free(ca);
}

void
httpd_ca_sign(const struct httpd_ca *ca, const char *hosts, bool expired, char **key,
	char **certificate)
{
	gnutls_x509_privkey_t own = make_key();
	gnutls_x509_crt_t crt = make_certificate(own, "tests", expired);
	gnutls_datum_t pem;

	for (size_t n; *hosts; hosts += n + strspn(hosts + n, " ")) {
		n = strcspn(hosts, " ");
		must(gnutls_x509_crt_set_subject_alt_name(crt, GNUTLS_SAN_DNSNAME, hosts,
			(unsigned)n, GNUTLS_FSAN_APPEND));
	}
	must(gnutls_x509_crt_set_key_usage(crt, GNUTLS_KEY_DIGITAL_SIGNATURE));
	must(gnutls_x509_crt_sign2(crt, ca->certificate, ca->key, GNUTLS_DIG_SHA256, 0));
	must(gnutls_x509_privkey_export2(own, GNUTLS_X509_FMT_PEM, &pem));
	*key = as_pem(&pem);
	must(gnutls_x509_crt_export2(crt, GNUTLS_X509_FMT_PEM, &pem));
	*certificate = as_pem(&pem);
	gnutls_x509_crt_deinit(crt);
	gnutls_x509_privkey_deinit(own);
}
