using System.Text;
using Daypass.Protocol.Signing;
using Daypass.Verifier.Payloads;

namespace Daypass.Verifier.Tests.Payloads;

public sealed class VerifiedChunkStreamTests
{
    private const string Text = "Daypass keeps every chunk honest";
    private const string Crc32Header = "x-amz-checksum-crc32";

    private static readonly byte[] Data = Encoding.ASCII.GetBytes(Text);

    [Fact]
    public async Task The_worked_example_with_a_trailer_is_taken()
    {
        var request = Example(PayloadForm.SignedChunksAndTrailer, "412");
        Assert.Equal("edacdc1d28e44a653f9936f951005b8461a323730075dc618d19f3266e527362", request.Seed);
        Assert.Equal(
            [
                "2820e1fb35c2be90aa0b4b844f650689e5482011ae032250b9b74828188f0ce5", "70724c4079f00a178f2aabfe344f86edede02f75628fb73b26ddb6f1429668e9",
                "ac5ac932745d1fe317b7d9f81e1459108a874e58eecd3bf7a4139a3acea14ae5", "bc5084afe022529109b25f4d2e586bd1442d044e61df29ed9c74de9f25a0b5fd",
            ],
            request.Signatures);
        Assert.Equal(412, request.Body.Length);
        Assert.Equal(Text, await Read(request, request.Body));
    }

    [Fact]
    public async Task The_worked_example_without_a_trailer_is_taken()
    {
        var request = Example(PayloadForm.SignedChunks, "291");
        Assert.Equal("43814fa9e353dd1f9a4d5050e477fba10ed4453c583b307f3c8df7a76af68045", request.Seed);
        Assert.Equal("926f8a92c67d543433fcb5698a3ad0887d26d2bac6bec8d1ad54648220ead0ec", request.Signatures[^1]);
        Assert.Equal(291, request.Body.Length);
        Assert.Equal(Text, await Read(request, request.Body));
    }

    [Theory]
    [InlineData(PayloadForm.SignedChunks)]
    [InlineData(PayloadForm.SignedChunksAndTrailer)]
    [InlineData(PayloadForm.UnsignedChunksAndTrailer)]
    public async Task However_the_body_arrives_the_data_are_the_same(PayloadForm form)
    {
        var request = Example(form);
        for (var most = 1; most < 100; most += 3)
        {
            Assert.Equal(Text, await Read(request, request.Body, most));
        }

        var empty = new StreamedRequest { Form = form, Chunks = [], Trailer = Trailer(form), TrailerValue = "AAAAAA==" };
        Assert.Equal("", await Read(empty, empty.Body));
    }

    /// <summary>Every byte of a signed body, framing included, and every byte left out or put in.</summary>
    [Theory]
    [InlineData(PayloadForm.SignedChunks)]
    [InlineData(PayloadForm.SignedChunksAndTrailer)]
    public async Task A_changed_byte_is_refused_and_nothing_of_its_chunk_is_read(PayloadForm form)
    {
        var request = Example(form);
        var body = request.Body;
        var second = Encoding.ASCII.GetString(body).IndexOf("\r\nc;chunk-signature=", StringComparison.Ordinal) + 2;
        for (var at = 0; at < body.Length; at++)
        {
            // The case of a digit of a size, and of the name of a header, says nothing.
            foreach (var changed in new[] { Flip(body, at), [.. body[..at], .. body[(at + 1)..]], [.. body[..at], (byte)'0', .. body[at..]] })
            {
                var (read, fault) = await ReadUntilFault(request, changed);
                if (fault is null)
                {
                    Assert.True(IsSame(body, changed, at), $"byte {at}");
                    continue;
                }

                Assert.StartsWith(read, Text, StringComparison.Ordinal);
                Assert.True(read.Length == 0 || at >= second - 2, $"byte {at}: {read.Length} bytes were read");
                Assert.True(read.Length is 0 or 20 or 32, $"byte {at}: {read.Length} bytes were read");
            }
        }
    }

    [Fact]
    public async Task An_unsigned_body_ends_only_with_the_right_checksum()
    {
        var request = Example(PayloadForm.UnsignedChunksAndTrailer);
        var body = request.Body;
        var data = Encoding.ASCII.GetString(body).IndexOf("Daypass", StringComparison.Ordinal);
        Assert.Equal("BadDigest", (await ReadUntilFault(request, Flip(body, data))).Fault?.Code);
        foreach (var value in new[] { "", "AAAA", "gzzJCw=", "gzzJCw==x", "!!!!!!!!", new string('A', 500) })
        {
            var other = new StreamedRequest { Form = request.Form, Chunks = request.Chunks, Trailer = Crc32Header, TrailerValue = value };
            Assert.Equal("InvalidRequest", (await ReadUntilFault(other, other.Body)).Fault?.Code);
        }
    }

    /// <summary>Otherwise a client could announce what nobody compares, and the body would be vouched for by nothing.</summary>
    [Theory]
    [InlineData(PayloadForm.UnsignedChunksAndTrailer, "x-amz-checksum-crc33", "InvalidRequest")]
    [InlineData(PayloadForm.UnsignedChunksAndTrailer, "x-amz-meta-note", "InvalidRequest")]
    [InlineData(PayloadForm.SignedChunksAndTrailer, "x-amz-checksum-crc33", "InvalidRequest")]
    [InlineData(PayloadForm.SignedChunksAndTrailer, "x-amz-meta-note", null)]
    public async Task A_trailer_that_is_no_known_checksum_vouches_for_no_unsigned_body(PayloadForm form, string trailer, string? code)
    {
        var request = new StreamedRequest { Form = form, Chunks = [Data], Trailer = trailer, TrailerValue = "gzzJCw==" };
        Assert.Equal(code, (await ReadUntilFault(request, request.Body)).Fault?.Code);
    }

    [Fact]
    public async Task An_unsigned_body_without_a_trailer_is_refused()
    {
        var reader = new VerifiedChunkStream(
            new MemoryStream("3\r\nabc\r\n0\r\n\r\n"u8.ToArray()), new ChunkedBodyRules { DecodedLength = 3, SmallestChunk = 0 }, null);
        Assert.Equal("MalformedTrailerError", (await Assert.ThrowsAsync<PayloadException>(() => reader.CopyToAsync(Stream.Null))).Error.Code);
    }

    [Theory]
    [InlineData("", "IncompleteBody")]
    [InlineData("20\r\n", "IncompleteBody")]
    [InlineData("20\r\nshort\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("-1\r\n", "IncompleteBody")]
    [InlineData("+20\r\n", "IncompleteBody")]
    [InlineData(" 20\r\n", "IncompleteBody")]
    [InlineData("0x20\r\n", "IncompleteBody")]
    [InlineData("fffffffffffffff\r\n", "IncompleteBody")]
    [InlineData("ffffffffffffffff\r\n", "IncompleteBody")]
    [InlineData("10000000000000000000000000000000\r\n", "IncompleteBody")]
    [InlineData("21\r\n", "IncompleteBody")]
    [InlineData("20\nDaypass keeps every chunk honest\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("20;chunk-signature=00\r\nDaypass keeps every chunk honest\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("20;a=b\r\nDaypass keeps every chunk honest\r\n0\r\n\r\n", "IncompleteBody")]
    [InlineData("20\r\nDaypass keeps every chunk honest0\r\n\r\n", "IncompleteBody")]
    [InlineData("1f\r\nDaypass keeps every chunk hones\r\n0\r\nx-amz-checksum-crc32:gzzJCw==\r\n\r\n", "IncompleteBody")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\n", "MalformedTrailerError")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\n\r\n", "MalformedTrailerError")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\nx-amz-checksum-crc32:gzzJCw==\r\n", "MalformedTrailerError")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\nx-amz-checksum-crc32:gzzJCw==\r\n\r\nmore", "MalformedTrailerError")]
    [InlineData(
        "20\r\nDaypass keeps every chunk honest\r\n0\r\nx-amz-checksum-crc32:gzzJCw==\r\nx-amz-checksum-crc32:gzzJCw==\r\n\r\n", "MalformedTrailerError")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\nx-amz-checksum-sha1:gzzJCw==\r\n\r\n", "MalformedTrailerError")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\nx-amz-trailer-signature:00\r\n\r\n", "MalformedTrailerError")]
    [InlineData("20\r\nDaypass keeps every chunk honest\r\n0\r\nno colon\r\n\r\n", "MalformedTrailerError")]
    [InlineData("10\r\nDaypass keeps ev\r\n10\r\nery chunk honest\r\n0\r\nx-amz-checksum-crc32:gzzJCw==\r\n\r\n", "InvalidChunkSizeError", 8192)]
    public async Task What_is_not_framed_as_it_has_to_be_is_refused(string body, string code, int smallest = 0)
    {
        var rules = new ChunkedBodyRules { DecodedLength = Data.Length, Trailer = Crc32Header, SmallestChunk = smallest };
        var reader = new VerifiedChunkStream(new MemoryStream(Encoding.ASCII.GetBytes(body)), rules, null);
        var fault = await Assert.ThrowsAsync<PayloadException>(() => reader.CopyToAsync(Stream.Null));
        Assert.Equal(code, fault.Error.Code);

        // It stays refused for whoever reads on.
        Assert.Equal(code, (await Assert.ThrowsAsync<PayloadException>(() => reader.CopyToAsync(Stream.Null))).Error.Code);
    }

    [Fact]
    public async Task Endless_lines_and_chunks_are_not_kept()
    {
        var rules = new ChunkedBodyRules { DecodedLength = long.MaxValue, LargestChunk = 1024 };
        var line = new TricklingStream(Enumerable.Repeat((byte)'0', 1 << 20).ToArray(), 4096);
        await Assert.ThrowsAsync<PayloadException>(() => new VerifiedChunkStream(line, rules, null).CopyToAsync(Stream.Null));
        Assert.InRange(line.Position, 1, 32 * 1024);

        var request = new StreamedRequest { Form = PayloadForm.SignedChunks, Chunks = [new byte[1025]] };
        var (_, fault) = await ReadUntilFault(request, request.Body, rules with { DecodedLength = 1025 });
        Assert.Equal("InvalidChunkSizeError", fault?.Code);
    }

    /// <summary>Otherwise a thousand clients that announce a large chunk and send nothing would take sixteen gigabytes.</summary>
    [Fact]
    public async Task Memory_for_a_chunk_grows_with_what_arrives_of_it()
    {
        const int Size = 16 * 1024 * 1024;
        var request = new StreamedRequest { Form = PayloadForm.SignedChunks, Chunks = [new byte[Size]] };
        var signatures = new ChunkSignatures(
            SigV4.Parse(request.Request, StreamedRequest.Rules, StreamedRequest.Now).Value, StreamedRequest.VendedKey);
        var arrived = new ArrivingStream(request.Body);
        await using var reader = new VerifiedChunkStream(arrived, new ChunkedBodyRules { DecodedLength = Size }, signatures);
        var reading = reader.ReadAsync(new byte[1]).AsTask();
        for (var sent = 1000; sent < Size; sent += sent)
        {
            await arrived.Let(sent);
            Assert.InRange(reader.Kept, 0, Math.Max(64 * 1024, 4 * sent));
            Assert.False(reading.IsCompleted);
        }

        await arrived.Let(int.MaxValue);
        Assert.Equal(1, await reading);
        Assert.Equal(Size, reader.Kept);
    }

    [Fact]
    public async Task Chunks_in_another_order_or_of_another_request_are_refused()
    {
        var request = Example(PayloadForm.SignedChunks);
        var text = Encoding.ASCII.GetString(request.Body);
        var second = text.IndexOf("c;chunk", StringComparison.Ordinal);
        var last = text.IndexOf("0;chunk", StringComparison.Ordinal);
        foreach (var other in new[]
        {
            text[second..last] + text[..second] + text[last..], text[..second] + text[last..], text[..second] + text[..second] + text[last..],
        })
        {
            Assert.NotNull((await ReadUntilFault(request, Encoding.ASCII.GetBytes(other))).Fault);
        }

        var foreign = new StreamedRequest { Form = PayloadForm.SignedChunks, Chunks = [Data[..20], Data[20..]], ContentLength = "291" };
        Assert.Equal("SignatureDoesNotMatch", (await ReadUntilFault(request, foreign.Body)).Fault?.Code);
    }

    private static StreamedRequest Example(PayloadForm form, string? length = null) => new()
    {
        Form = form,
        Chunks = [Data[..20], Data[20..]],
        Trailer = Trailer(form),
        TrailerValue = "gzzJCw==",
        ContentLength = length,
    };

    private static string? Trailer(PayloadForm form) => form == PayloadForm.SignedChunks ? null : Crc32Header;

    private static byte[] Flip(byte[] body, int at)
    {
        byte[] changed = [.. body];
        changed[at] ^= 1;
        return changed;
    }

    /// <summary>Whether a change says nothing: one more zero before a size.</summary>
    private static bool IsSame(byte[] body, byte[] changed, int at) =>
        changed.Length == body.Length + 1 && at < body.Length && body.AsSpan(0, at).TrimEnd((byte)'0') is var before
        && (before.Length == 0 || before[^1] == '\n');

    private static async Task<string> Read(StreamedRequest request, byte[] body, int most = int.MaxValue)
    {
        var (read, fault) = await ReadUntilFault(request, body, null, most);
        Assert.Null(fault);
        return read;
    }

    private static async Task<(string Read, Protocol.Errors.AwsError? Fault)> ReadUntilFault(
        StreamedRequest request, byte[] body, ChunkedBodyRules? rules = null, int most = int.MaxValue)
    {
        var parsed = SigV4.Parse(request.Request, StreamedRequest.Rules, StreamedRequest.Now);
        Assert.True(parsed.Succeeded, parsed.Error?.Reason);
        Assert.Equal(request.Form, parsed.Value.Payload);
        var key = StreamedRequest.VendedKey;
        Assert.Null(new SigV4Verifier(StreamedRequest.Rules, new SigningKeys()).VerifySignature(request.Request, parsed.Value, key, new byte[32]));

        var signatures = request.Form.HasSignedChunks() ? new ChunkSignatures(parsed.Value, key) : null;
        rules ??= new ChunkedBodyRules { DecodedLength = request.Length, Trailer = request.Trailer, SmallestChunk = 0 };
        await using var reader = new VerifiedChunkStream(new TricklingStream(body, most), rules, signatures);
        var read = new StringBuilder();
        var buffer = new byte[7];
        try
        {
            while (await reader.ReadAsync(buffer) is > 0 and var count)
            {
                read.Append(Encoding.Latin1.GetString(buffer, 0, count));
            }

            return (read.ToString(), null);
        }
        catch (PayloadException fault)
        {
            return (read.ToString(), fault.Error);
        }
    }
}
