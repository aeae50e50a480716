using System.Collections.Concurrent;

namespace Daypass.Protocol.Tests.Identifiers;

public sealed class RandomSupplyTests
{
    [Fact]
    public void What_was_given_out_never_comes_again_on_any_thread()
    {
        var seen = new ConcurrentDictionary<UInt128, bool>();
        Parallel.For(0, 20_000, _ =>
        {
            Span<byte> bytes = stackalloc byte[16];
            RandomSupply.Fill(bytes);
            Assert.True(seen.TryAdd(BitConverter.ToUInt128(bytes), true), "the same sixteen bytes twice");
        });
    }

    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(257)]
    [InlineData(1024)]
    [InlineData(5000)]
    public void Every_byte_of_a_buffer_is_filled(int length)
    {
        // A byte that is left alone would be zero each time: that chance is one in 256 to the power of 20.
        var ored = new byte[length];
        var buffer = new byte[length];
        for (var round = 0; round < 20; round++)
        {
            Array.Clear(buffer);
            RandomSupply.Fill(buffer);
            for (var i = 0; i < length; i++)
            {
                ored[i] |= buffer[i];
            }
        }

        Assert.DoesNotContain((byte)0, ored);
    }

    [Fact]
    public void All_bits_are_as_often_set_as_not()
    {
        const int Draws = 40_000;
        Span<int> set = stackalloc int[64];
        Span<byte> bytes = stackalloc byte[8];
        for (var draw = 0; draw < Draws; draw++)
        {
            RandomSupply.Fill(bytes);
            var word = BitConverter.ToUInt64(bytes);
            for (var bit = 0; bit < 64; bit++)
            {
                set[bit] += (int)((word >> bit) & 1);
            }
        }

        // Seven standard deviations: a hundred each.
        foreach (var count in set)
        {
            Assert.InRange(count, Draws / 2 - 700, Draws / 2 + 700);
        }
    }

    [Fact]
    public void A_uuid_is_of_version_4_and_differs()
    {
        var seen = new HashSet<Guid>();
        for (var i = 0; i < 1000; i++)
        {
            var uuid = RandomSupply.NewUuid();
            Assert.Equal(4, uuid.Version);
            Assert.InRange(uuid.Variant, 8, 11);
            Assert.True(seen.Add(uuid));
        }
    }

    [Fact]
    public void Neither_a_uuid_nor_a_filled_buffer_allocates() => Assert.Equal(0, AllocatedBytes.PerCall(static () =>
    {
        Span<byte> bytes = stackalloc byte[30];
        RandomSupply.Fill(bytes);
        RandomSupply.NewUuid();
    }));
}
