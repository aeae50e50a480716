// Calls a service behind a gateway with the signer of the SDK for JavaScript: gateway-calls.mjs URL HOST; prints the status of each request.
import { createHash, createHmac } from "node:crypto";
import { request } from "node:https";
import { SignatureV4 } from "@smithy/signature-v4";

const [proxy, host] = [new URL(process.argv[2]), process.argv[3]];

class Sha256 {
  constructor(secret) {
    this.hash = secret ? createHmac("sha256", secret) : createHash("sha256");
  }
  update(chunk) {
    this.hash.update(chunk);
  }
  async digest() {
    return this.hash.digest();
  }
}

const signer = new SignatureV4({
  service: "orders",
  region: "eu-west-1",
  sha256: Sha256,
  credentials: {
    accessKeyId: process.env.AWS_ACCESS_KEY_ID,
    secretAccessKey: process.env.AWS_SECRET_ACCESS_KEY,
    sessionToken: process.env.AWS_SESSION_TOKEN,
  },
});

function send({ method, path, query = {}, headers, body }) {
  const text = new URLSearchParams(query).toString();
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: proxy.hostname, port: proxy.port, method, path: text ? `${path}?${text}` : path, headers, rejectUnauthorized: false },
      (answer) => answer.resume().on("end", () => resolve(answer.statusCode)));
    sent.on("error", reject);
    sent.end(body);
  });
}

const plain = (method, path, body) => ({
  method, path, protocol: "https:", hostname: host, query: {}, body, headers: { host, ...(body ? { "content-length": `${body.length}` } : {}) },
});

console.log(JSON.stringify({
  allowed: await send(await signer.sign(plain("GET", "/orders/7"))),
  denied: await send(await signer.sign(plain("GET", "/orders/8"))),
  presigned: await send(await signer.presign(plain("GET", "/orders/7"), { expiresIn: 60 })),
  written: await send(await signer.sign(plain("PUT", "/orders/7", "a body"))),
  nobody: await send(plain("GET", "/orders/7")),
}));
