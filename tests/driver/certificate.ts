import { generate } from 'selfsigned';

/** PEM texts for an HTTPS server. */
interface Certificate {
  key: string;
  cert: string;
}

/** A fresh self-signed certificate for `host`, kept in memory only. Browsers accept it with `--ignore-certificate-errors`. */
export async function selfSignedCertificate(host: string): Promise<Certificate> {
  const { private: key, cert } = await generate([{ name: 'commonName', value: host }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [{ name: 'subjectAltName', altNames: [{ type: 2, value: host }] }],
  });
  return { key, cert };
}
