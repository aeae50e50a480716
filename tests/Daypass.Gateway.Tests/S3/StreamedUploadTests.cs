using System.Security.Cryptography;
using Daypass.Protocol.Signing;

namespace Daypass.Gateway.Tests.S3;

/// <summary>Uploads in signed chunks: what was not signed leaves nothing in the store.</summary>
public sealed class StreamedUploadTests : IAsyncLifetime
{
    private const string Target = "/lake/streamed";

    private RecordingStore _store = null!;
    private S3World _world = null!;
    private SigningCredentials _caller = null!;

    public async Task InitializeAsync()
    {
        _store = await RecordingStore.Start();
        _world = await S3World.Start(_store.Url);
        _caller = await _world.AllPowerful();
    }

    public async Task DisposeAsync()
    {
        await _world.DisposeAsync();
        await _store.DisposeAsync();
    }

    [Theory]
    [InlineData(0, 8192)]
    [InlineData(5, 8192)]
    [InlineData(100_000, 8192)]
    [InlineData(3_000_000, 81_920)]
    public async Task The_store_gets_plain_data_with_their_length(int length, int chunk)
    {
        var data = RandomNumberGenerator.GetBytes(length);
        using var client = _world.Client(_caller);
        var upload = StreamedUpload.Create(_caller, client.Host, Target, data, chunk);
        var answer = await client.SendSigned("PUT", Target, upload.Body, upload.Headers);
        Assert.True(answer.Status == 200, answer.Text + _world.LastLines);
        var seen = Assert.Single(_store.Writes);
        Assert.Equal(data, seen.Body);
        Assert.Equal(length.ToString(System.Globalization.CultureInfo.InvariantCulture), seen.Header("Content-Length"));
        Assert.All(
            ["Content-Encoding", "x-amz-trailer", "x-amz-decoded-content-length", "Transfer-Encoding"],
            name => Assert.True(seen.Header(name) is null, name));
    }

    [Fact]
    public async Task Every_flipped_byte_of_a_body_is_refused_and_the_former_object_stays()
    {
        // Two chunks, longer together than what is proven before the store is asked; and a short one.
        foreach (var (length, chunk) in new[] { (90_000, 82_000), (20, 8192) })
        {
            var data = RandomNumberGenerator.GetBytes(length);
            using var client = _world.Client(_caller);
            var former = RandomNumberGenerator.GetBytes(30);
            Assert.Equal(200, (await client.Send("PUT", Target, former)).Status);
            var upload = StreamedUpload.Create(_caller, client.Host, Target, data, chunk);

            // Each byte of the framing, and of the data the first and the last of each chunk and some between.
            var places = Enumerable.Range(0, upload.Body.Length)
                .Where(place => !upload.Data.Any(range => place > range.Start.Value && place < range.End.Value - 1) || place % 9973 == 0).ToList();
            await Parallel.ForEachAsync(places, new ParallelOptions { MaxDegreeOfParallelism = 4 }, async (place, _) =>
            {
                var body = (byte[])upload.Body.Clone();
                body[place] ^= 1;
                var answer = await client.SendSigned("PUT", Target, body, upload.Headers);
                Assert.True(answer.Status is 400 or 403, $"{place}: {answer.Told}");
            });
            Assert.Equal(former, _store.Objects[Target]);
            Assert.Equal(200, (await client.SendSigned("PUT", Target, upload.Body, upload.Headers)).Status);
            Assert.Equal(data, _store.Objects[Target]);
            _store.Objects.Clear();
        }
    }

    [Theory]
    [InlineData(99_999)]
    [InlineData(100_001)]
    [InlineData(0)]
    public async Task A_lying_length_is_refused_and_leaves_nothing(long said)
    {
        using var client = _world.Client(_caller);
        var upload = StreamedUpload.Create(_caller, client.Host, Target, RandomNumberGenerator.GetBytes(100_000), 50_000, said);
        Assert.Equal("400 IncompleteBody", (await client.SendSigned("PUT", Target, upload.Body, upload.Headers)).Told);
        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task A_body_that_is_cut_off_leaves_nothing()
    {
        using var client = _world.Client(_caller);
        var upload = StreamedUpload.Create(_caller, client.Host, Target, RandomNumberGenerator.GetBytes(200_000), 50_000);
        foreach (var length in new[] { upload.Body.Length - 1, upload.Body.Length - 100, 150_000, 10 })
        {
            Assert.Equal(400, (await client.SendSigned("PUT", Target, upload.Body[..length], upload.Headers)).Status);
        }

        Assert.Empty(_store.Objects);
    }

    [Fact]
    public async Task A_body_longer_than_an_object_may_be_is_refused_before_it_is_read()
    {
        using var client = _world.Client(_caller);
        var upload = StreamedUpload.Create(_caller, client.Host, Target, [1], 8192, (5L * 1024 * 1024 * 1024) + 1);
        var answer = await client.SendSigned("PUT", Target, upload.Body, upload.Headers);
        Assert.Equal("400 EntityTooLarge", answer.Told);
        Assert.Equal("5368709121", answer.Element("ProposedSize"));
        Assert.Empty(_store.Seen);
    }
}
