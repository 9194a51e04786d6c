#!/usr/bin/env bash
# Writes the time stamps of this folder: a test authority of three kinds of key stamps stamped.txt.
#
# usage: make.sh        (needs openssl; the private keys are thrown away)
#
# SPDX-License-Identifier: Apache-2.0
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"

settings() { # signer digest, hash that names the certificate
  cat <<EOF
[tsa]
default_tsa = one
[one]
serial = ./serial
default_policy = 1.3.6.1.4.1.99999.1.2
other_policies = 1.3.6.1.4.1.99999.1.3
digests = sha256, sha384, sha512
accuracy = secs:1, millisecs:500, microsecs:100
clock_precision_digits = 3
ordering = yes
tsa_name = yes
signer_digest = $1
ess_cert_id_alg = $2
EOF
}
usage='extendedKeyUsage=critical,timeStamping'
printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n' >plain
{ cat plain; echo "$usage"; } >stamping
{ cat plain; echo "$usage,clientAuth"; } >both
echo 01 >serial
openssl ecparam -name prime256v1 -genkey -noout -out root.key
openssl req -x509 -new -key root.key -subj '/CN=Test root/O=Test only' -days 36500 -out root.pem \
  -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
certify() { # name, extensions
  openssl req -new -key "$1.key" -subj "/CN=Test authority $1/O=Test only" -out "$1.csr"
  openssl x509 -req -in "$1.csr" -CA root.pem -CAkey root.key -CAcreateserial -days 36500 -extfile "$2" -out "$1.pem"
}
openssl ecparam -name prime256v1 -genkey -noout -out p256.key
openssl ecparam -name secp384r1 -genkey -noout -out p384.key
openssl ecparam -name secp521r1 -genkey -noout -out p521.key
openssl genrsa -out rsa.key 2048
cp p256.key other.key
for name in p256 p384 p521 rsa; do certify $name stamping; done
certify other both

printf 'log.example/one\n7\nAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=\n' >stamped.txt
openssl ts -query -data stamped.txt -sha256 -cert -out request.tsq
openssl ts -query -data stamped.txt -sha512 -cert -tspolicy 1.3.6.1.4.1.99999.1.3 -out request-policy.tsq
openssl ts -query -data stamped.txt -sha256 -cert -tspolicy 1.2.3.4 -out refused.tsq
reply() { # name, request, digest, certificate hash
  settings "$3" "$4" >"$1.cnf"
  openssl ts -reply -config "$1.cnf" -queryfile "$2" -signer "$1.pem" -inkey "$1.key" -out "$1.tsr"
}
reply p256 request.tsq sha256 sha256
reply p384 request-policy.tsq sha384 sha384
reply p521 request.tsq sha512 sha512
reply rsa request.tsq sha256 sha1
for name in p256 p521 rsa; do openssl ts -verify -queryfile request.tsq -in $name.tsr -CAfile root.pem; done
openssl ts -verify -queryfile request-policy.tsq -in p384.tsr -CAfile root.pem
settings sha256 sha256 >refused.cnf
openssl ts -reply -config refused.cnf -queryfile refused.tsq -signer p256.pem -inkey p256.key -out refused.tsr || true
openssl ts -reply -in p256.tsr -token_out -out p256-token.der
for name in p256 p384 p521 rsa; do openssl ts -reply -in $name.tsr -text >$name.txt; done
cp p256.txt p384.txt p521.txt rsa.txt stamped.txt request.tsq request-policy.tsq refused.tsr p256.tsr p384.tsr p521.tsr rsa.tsr p256-token.der \
  p256.pem p384.pem p521.pem rsa.pem other.pem root.pem "$here/"
