// Uses a bucket with the defaults of the newest SDK: URL BUCKET. Prints what was answered, as JSON.
import { createReadStream, writeFileSync } from "node:fs";
import {
  CopyObjectCommand, DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client,
} from "@aws-sdk/client-s3";
import { Upload } from "@aws-sdk/lib-storage";

const [url, bucket] = process.argv.slice(2);
const client = new S3Client({ endpoint: url, forcePathStyle: true, maxAttempts: 1 });
const text = async key => (await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))).Body.transformToString();
const found = {};

await client.send(new PutObjectCommand({ Bucket: bucket, Key: "js/a b+c/é~(1).txt", Body: "hello", Metadata: { made: "here" } }));
found.text = await text("js/a b+c/é~(1).txt");
found.metadata = (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "js/a b+c/é~(1).txt" }))).Metadata.made;

// A stream is sent in chunks with a trailer, inside an HTTP body of unknown length.
writeFileSync("stream", "x".repeat(2_500_000));
await client.send(new PutObjectCommand({ Bucket: bucket, Key: "js/stream", Body: createReadStream("stream") }));
found.stream = (await text("js/stream")).length;

// Parts of 5 MiB.
const upload = new Upload({ client, params: { Bucket: bucket, Key: "js/parts", Body: Buffer.alloc(12 * 1024 * 1024, 7) } });
await upload.done();
found.parts = (await client.send(new HeadObjectCommand({ Bucket: bucket, Key: "js/parts" }))).ContentLength;

await client.send(new CopyObjectCommand({ Bucket: bucket, Key: "js/copy", CopySource: `${bucket}/js/stream` }));
found.copied = (await text("js/copy")).length;
const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: "js/" }));
found.listed = listed.Contents.map(each => each.Key);
const gone = await client.send(new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects: listed.Contents.map(each => ({ Key: each.Key })) } }));
found.deleted = gone.Deleted.length;
try {
  await text("js/copy");
} catch (error) {
  found.missing = error.name;
}

console.log(JSON.stringify(found));
