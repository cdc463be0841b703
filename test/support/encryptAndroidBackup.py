"""Makes an encrypted adb backup out of a tar, for the tests: Android's own steps, written apart from the reader that they test.

usage: encryptAndroidBackup.py TAR OUT VERSION COMPRESSED PASSWORD
AES comes from the openssl command, key derivation from hashlib. Random values are fixed, so that the bytes are the same each time.
"""
import hashlib
import subprocess
import sys
import zlib

ROUNDS = 10000


def characters(data, version):
    """Bytes as characters of Java (sign extended), spelled in UTF-8 since version 2, cut to eight bits before."""
    if version < 2:
        return data
    return b"".join(bytes([b]) if b < 0x80 else chr(0xFF00 | b).encode("utf-8") for b in data)


def derive(secret, salt):
    return hashlib.pbkdf2_hmac("sha1", secret, salt, ROUNDS, 32)


def aes(data, key, iv):
    return subprocess.run(["openssl", "enc", "-aes-256-cbc", "-K", key.hex(), "-iv", iv.hex()], input=data, stdout=subprocess.PIPE, check=True).stdout


def main(tar, out, version, compressed, password):
    version = int(version)
    secret = password.encode("utf-8") if version >= 2 else password.encode("latin-1")
    user_salt, checksum_salt = bytes(range(64)), bytes(range(64, 128))
    user_iv, master_iv = bytes(range(16)), bytes(range(16, 32))
    # Bytes above 127, which the checksum treats in its own way.
    master_key = bytes((i * 37 + 200) % 256 for i in range(32))
    checksum = derive(characters(master_key, version), checksum_salt)
    blob = b"".join(bytes([len(part)]) + part for part in (master_iv, master_key, checksum))
    payload = open(tar, "rb").read()
    if compressed == "1":
        payload = zlib.compress(payload)
    lines = ["ANDROID BACKUP", str(version), compressed, "AES-256", user_salt.hex().upper(), checksum_salt.hex().upper(), str(ROUNDS), user_iv.hex().upper(), aes(blob, derive(secret, user_salt), user_iv).hex().upper()]
    with open(out, "wb") as file:
        file.write(("\n".join(lines) + "\n").encode("ascii"))
        file.write(aes(payload, master_key, master_iv))


main(*sys.argv[1:])
