using System.Globalization;
using System.Security.Cryptography;
using Daypass.Core.Sealing;
using Daypass.Server.Audit;

namespace Daypass.Server.Evidence;

/// <summary>Reads audit logs, in whatever files their lines are, and says what was changed in them.</summary>
internal sealed class LogVerification
{
    private readonly AuditKeys _keys;
    private readonly IReadOnlyDictionary<string, ChainHead> _heads;
    private readonly HashSet<long> _headNumbers;
    private readonly Dictionary<(int, ulong), ChainKey?> _chainKeys = [];
    private readonly List<RecordRun> _runs = [];
    private readonly List<(string Where, byte[] Before)> _beginnings = [];
    private readonly List<byte[]> _ends = [];
    private readonly List<string> _findings = [];

    /// <summary>Holds logs against what a database knows of them.</summary>
    /// <param name="keys">The keys of chains.</param>
    /// <param name="heads">How far each chain has come, by its id.</param>
    public LogVerification(AuditKeys keys, IReadOnlyDictionary<string, ChainHead> heads)
    {
        (_keys, _heads) = (keys, heads);
        _headNumbers = [.. heads.Values.Select(static head => head.Number)];
    }

    /// <summary>What was found, a sentence each.</summary>
    public IReadOnlyList<string> Findings => _findings;

    /// <summary>How many records were read that are in a chain with a code.</summary>
    public long Records { get; private set; }

    /// <summary>How many lines were read of the old kind, which had no code.</summary>
    public long OldLines { get; private set; }

    /// <summary>Reads one file to its end.</summary>
    public async Task Read(LogReader reader, CancellationToken cancelled)
    {
        RecordRun? run = null;
        byte[]? before = null;
        var hasCodes = false;
        while (reader.TryRead(out var bytes))
        {
            if (!LogLine.TryRead(bytes.Span, out var line))
            {
                Find(reader, "this line is no record: it was damaged, or cut off in the middle.");
                Close(ref run);
                before = SHA256.HashData(bytes.Span);
                continue;
            }

            if (line.Number == 0)
            {
                Close(ref run);
                ReadOld(reader, line, before, hasCodes);
            }
            else
            {
                hasCodes = true;
                Records++;
                run = Follow(reader, run, line, before);
                await CheckCode(reader, run, line, cancelled);
            }

            before = line.Hash;
        }

        Close(ref run);
        if (before is not null)
        {
            _ends.Add(before);
        }
    }

    /// <summary>Puts together what was read, and returns a sentence for each chain that is whole.</summary>
    /// <param name="node">The only server whose records have to be there, or null for all.</param>
    /// <param name="olderRemoved">Whether older records may be missing, because they were removed in order.</param>
    public IReadOnlyList<string> Finish(string? node, bool olderRemoved)
    {
        foreach (var (where, before) in _beginnings)
        {
            if (!_ends.Exists(end => end.AsSpan().SequenceEqual(before)))
            {
                _findings.Add($"{where}: the record before this one, with which the server began, is not there: it was changed or removed.");
            }
        }

        var chains = new ChainComparison(_findings, _heads, _keys, olderRemoved);
        return chains.Compare(_runs.Where(static run => run.Proven is not null).ToList(), node);
    }

    private RecordRun Follow(LogReader reader, RecordRun? run, LogLine line, byte[]? before)
    {
        if (run is not null && line.Number == run.Last.Number + 1 && line.Before.AsSpan().SequenceEqual(run.Last.Hash))
        {
            run.Extend(line, reader.LineNumber);
            Mark(run);
            return run;
        }

        if (line.Number == 1)
        {
            if (before is not null && line.Before.AsSpan().ContainsAnyExcept((byte)0) && !line.Before.AsSpan().SequenceEqual(before))
            {
                Find(reader, "the lines before this one were changed or removed after the server had begun anew.");
            }
            else if (before is null && line.Before.AsSpan().ContainsAnyExcept((byte)0))
            {
                _beginnings.Add(($"{reader.Name}:{reader.LineNumber}", line.Before));
            }
        }
        else if (run is not null && line.Number == run.Last.Number + 1)
        {
            Find(reader, string.Create(CultureInfo.InvariantCulture, $"record {run.Last.Number}, before this one, was changed."));
        }
        else if (run is not null && line.Number <= run.Last.Number)
        {
            Find(reader, string.Create(CultureInfo.InvariantCulture,
                $"record {line.Number} comes after record {run.Last.Number}: lines were put in, or their order was changed."));
        }

        Close(ref run);
        var begun = new RecordRun(reader.Name, reader.LineNumber, line);
        Mark(begun);
        return begun;
    }

    private async ValueTask CheckCode(LogReader reader, RecordRun run, LogLine line, CancellationToken cancelled)
    {
        if (line.Code is not { } code)
        {
            return;
        }

        if (await FindKey(code, cancelled) is not { } key)
        {
            Find(reader, string.Create(CultureInfo.InvariantCulture, $"the key ring has no key {code.Key} for audit records: another server wrote this."));
            return;
        }

        var right = new byte[HMACSHA256.HashSizeInBytes];
        RecordChain.WriteCode(key, line.Number, line.Hash, right);
        if (CryptographicOperations.FixedTimeEquals(right, code.Value))
        {
            run.Prove();
        }
        else
        {
            Find(reader, string.Create(CultureInfo.InvariantCulture, $"the code of record {line.Number} is wrong: it was changed, or no server wrote it."));
        }
    }

    private void ReadOld(LogReader reader, LogLine line, byte[]? before, bool hasCodes)
    {
        OldLines++;
        if (hasCodes)
        {
            Find(reader, "a line without number and code comes after lines that have them: no server of this version wrote it.");
        }

        if (before is not null && !line.Before.AsSpan().SequenceEqual(before))
        {
            Find(reader, "the line before this one was changed or removed, or this one put in.");
        }
    }

    private async ValueTask<ChainKey?> FindKey(LineCode code, CancellationToken cancelled)
    {
        if (!_chainKeys.TryGetValue((code.Key, code.Chain), out var key))
        {
            var secret = await _keys.OfChain(code.Key, code.Chain, cancelled);
            _chainKeys[(code.Key, code.Chain)] = key = secret is null ? null : new ChainKey(code.Key, code.Chain, secret);
        }

        return key;
    }

    private void Mark(RecordRun run)
    {
        if (_headNumbers.Contains(run.Last.Number))
        {
            run.Mark();
        }
    }

    private void Close(ref RecordRun? run)
    {
        if (run is null)
        {
            return;
        }

        if (run.Proven?.Number != run.Last.Number)
        {
            _findings.Add(string.Create(CultureInfo.InvariantCulture,
                $"{run.File}:{run.LastLine}: the records up to {run.Last.Number} end without a right code: no server wrote them so, or the rest is cut off."));
        }

        _runs.Add(run);
        run = null;
    }

    private void Find(LogReader reader, string sentence) => _findings.Add($"{reader.Name}:{reader.LineNumber}: {sentence}");
}
