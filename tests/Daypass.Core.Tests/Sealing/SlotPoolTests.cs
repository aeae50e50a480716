using Daypass.Core.Sealing;

namespace Daypass.Core.Tests.Sealing;

public sealed class SlotPoolTests
{
    private readonly SlotPool<Thing> _pool = new(static () => new Thing());

    [Fact]
    public void What_comes_back_to_a_slot_that_is_taken_is_freed()
    {
        var (first, second) = (new Thing(), new Thing());
        _pool.Return(first, 0);
        _pool.Return(second, 0);
        Assert.Equal((false, true), (first.IsFreed, second.IsFreed));
    }

    [Fact]
    public void What_is_idle_can_be_freed_in_every_slot()
    {
        var things = Enumerable.Range(0, Environment.ProcessorCount).Select(static _ => new Thing()).ToArray();
        for (var slot = 0; slot < things.Length; slot++)
        {
            _pool.Return(things[slot], slot);
        }

        _pool.Drain();
        Assert.All(things, static thing => Assert.True(thing.IsFreed));
        Assert.False(_pool.Rent(out _).IsFreed);
    }

    private sealed class Thing : IDisposable
    {
        public bool IsFreed { get; private set; }

        public void Dispose() => IsFreed = true;
    }
}
