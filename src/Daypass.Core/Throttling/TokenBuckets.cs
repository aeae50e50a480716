using System.Collections.Concurrent;

namespace Daypass.Core.Throttling;

/// <summary>A bucket of tokens for each of many, all with the same rate. Each is one number: when it will be full again.</summary>
/// <remarks>
/// INVARIANT: there are never more than so many buckets. A bucket that is full is like one that is not there, so full ones are forgotten first; when none is
/// full, whoever is new shares one bucket with all others who are. Nothing is allocated for whoever has a bucket.
/// </remarks>
internal sealed class TokenBuckets
{
    private readonly ConcurrentDictionary<UInt128, Bucket> _buckets = new();
    private readonly Bucket _shared = new();
    private readonly TimeProvider _clock;
    private readonly int _most;
    private readonly long _sweepPause;
    private readonly double _perToken;
    private readonly long _whole;
    private int _count;
    private long _sweptAt;

    /// <summary>Buckets of a rate.</summary>
    /// <param name="rate">How fast they fill, and what they hold.</param>
    /// <param name="clock">The time.</param>
    /// <param name="most">How many there are at most.</param>
    public TokenBuckets(Rate rate, TimeProvider clock, int most = 100_000)
    {
        (_clock, _most, IsUnlimited) = (clock, most, rate.IsUnlimited);
        _sweepPause = clock.TimestampFrequency;
        _perToken = rate.IsUnlimited ? 0 : clock.TimestampFrequency / rate.PerSecond;
        _whole = (long)(rate.Burst * _perToken);
        _sweptAt = clock.GetTimestamp() - _sweepPause;
    }

    /// <summary>Whether they hold everything.</summary>
    public bool IsUnlimited { get; }

    /// <summary>How many there are.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>Takes tokens; false, and none is taken, when there are not so many.</summary>
    public bool TryTake(UInt128 key, int tokens)
    {
        if (IsUnlimited)
        {
            return true;
        }

        // What is dearer than a full bucket costs a full bucket, else it could never be had.
        var (bucket, cost) = (Find(key), Math.Min((long)(tokens * _perToken), Math.Max(_whole, (long)_perToken)));
        while (true)
        {
            var (full, now) = (Volatile.Read(ref bucket.FullAt), _clock.GetTimestamp());
            var after = Math.Max(full, now) + cost;
            if (after - now > _whole)
            {
                return false;
            }

            if (Interlocked.CompareExchange(ref bucket.FullAt, after, full) == full)
            {
                return true;
            }
        }
    }

    /// <summary>Whether a debt is to be paid before anything is taken. Makes no bucket: anyone may ask about anybody.</summary>
    public bool IsInDebt(UInt128 key)
    {
        if (IsUnlimited)
        {
            return false;
        }

        var bucket = _buckets.TryGetValue(key, out var known) ? known : Count >= _most ? _shared : null;
        return bucket is not null && Volatile.Read(ref bucket.FullAt) - _clock.GetTimestamp() > _whole;
    }

    /// <summary>Takes tokens for what was done already, into debt if need be, but no deeper than it takes a full bucket to pay.</summary>
    public void Charge(UInt128 key, int tokens) => Move(key, (long)(tokens * _perToken));

    /// <summary>Gives tokens back that were taken for what turned out to be free.</summary>
    public void GiveBack(UInt128 key, int tokens) => Move(key, -(long)(tokens * _perToken));

    private void Move(UInt128 key, long by)
    {
        if (IsUnlimited)
        {
            return;
        }

        var bucket = Find(key);
        while (true)
        {
            var (full, now) = (Volatile.Read(ref bucket.FullAt), _clock.GetTimestamp());
            var after = Math.Min(Math.Max(full, now) + by, now + (2 * _whole));
            if (Interlocked.CompareExchange(ref bucket.FullAt, after, full) == full)
            {
                return;
            }
        }
    }

    private Bucket Find(UInt128 key)
    {
        if (_buckets.TryGetValue(key, out var known))
        {
            return known;
        }

        if (Count >= _most)
        {
            Sweep();
            if (Count >= _most)
            {
                return _shared;
            }
        }

        var added = new Bucket();
        if (_buckets.TryAdd(key, added))
        {
            Interlocked.Increment(ref _count);
            return added;
        }

        return _buckets.TryGetValue(key, out known) ? known : _shared;
    }

    /// <summary>Forgets the buckets that are full. Once a second at most: looking at all of them is dearer than any request.</summary>
    private void Sweep()
    {
        var (now, before) = (_clock.GetTimestamp(), Volatile.Read(ref _sweptAt));
        if (now - before < _sweepPause || Interlocked.CompareExchange(ref _sweptAt, now, before) != before)
        {
            return;
        }

        foreach (var one in _buckets)
        {
            if (Volatile.Read(ref one.Value.FullAt) <= now && _buckets.TryRemove(one))
            {
                Interlocked.Decrement(ref _count);
            }
        }
    }

    private sealed class Bucket
    {
        /// <summary>The instant at which it is full, in ticks of the clock; what is past counts as now.</summary>
        public long FullAt;
    }
}
