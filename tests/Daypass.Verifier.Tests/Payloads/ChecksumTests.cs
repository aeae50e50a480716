#pragma warning disable RS0030 // System.Random: a fixed seed makes a failure repeat.
using System.Text;
using Daypass.Verifier.Payloads;

namespace Daypass.Verifier.Tests.Payloads;

public sealed class ChecksumTests
{
    /// <summary>The check values of the catalogues: what each gives for the digits 1 to 9.</summary>
    [Theory]
    [InlineData("crc32", "cbf43926")]
    [InlineData("crc32c", "e3069283")]
    [InlineData("crc64nvme", "ae8b14860a799888")]
    [InlineData("sha1", "f7c3bc1d808e04732adf679965ccc34ca7ae3441")]
    [InlineData("md5", "25f9e794323b453885f5181f1b624d0b")]
    [InlineData("sha256", "15e2b0d3c33891ebb0f1ef609ec419420c20e320ce94c65fbc8c3312448eb225")]
    [InlineData("xxhash64", "8cb841db40e6ae83")]
    public void A_checksum_is_the_one_everybody_takes(string name, string expected)
    {
        var data = Encoding.ASCII.GetBytes("123456789");
        for (var split = 0; split <= data.Length; split++)
        {
            var checksum = Checksum.Create("X-Amz-Checksum-" + name)!;
            checksum.Append(data.AsSpan(0, split));
            checksum.Append(data.AsSpan(split));
            var digest = new byte[checksum.Length];
            checksum.Finish(digest);
            Assert.Equal(expected, Convert.ToHexStringLower(digest));
        }
    }

    [Theory]
    [InlineData("x-amz-checksum-")]
    [InlineData("x-amz-checksum-crc33")]
    [InlineData("x-amz-checksum-a-very-long-name-that-nothing-has")]
    [InlineData("content-md5")]
    public void What_is_no_checksum_is_none(string header) => Assert.Null(Checksum.Create(header));

    [Fact]
    public void Long_data_are_the_same_in_one_piece_and_in_many()
    {
        var data = new byte[10_001];
        new Random(7).NextBytes(data);
        foreach (var name in new[] { "crc32", "crc32c", "crc64nvme", "xxhash3", "xxhash128" })
        {
            var (whole, parts) = (Checksum.Create(Checksum.HeaderPrefix + name)!, Checksum.Create(Checksum.HeaderPrefix + name)!);
            whole.Append(data);
            for (var at = 0; at < data.Length; at += 13)
            {
                parts.Append(data.AsSpan(at, Math.Min(13, data.Length - at)));
            }

            var (first, second) = (new byte[whole.Length], new byte[whole.Length]);
            whole.Finish(first);
            parts.Finish(second);
            Assert.Equal(first, second);
        }
    }
}
