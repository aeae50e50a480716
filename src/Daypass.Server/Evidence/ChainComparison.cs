using System.Globalization;
using Daypass.Core.Sealing;
using Daypass.Server.Audit;

namespace Daypass.Server.Evidence;

/// <summary>Puts the runs of each chain together and holds them against the head that the database has of it.</summary>
internal sealed class ChainComparison(List<string> findings, IReadOnlyDictionary<string, ChainHead> heads, AuditKeys keys, bool olderRemoved)
{
    /// <summary>A key that was replaced is not used for new chains for longer.</summary>
    private static readonly TimeSpan Handover = TimeSpan.FromHours(1);

    /// <summary>Compares; a sentence for each chain that is whole.</summary>
    public IReadOnlyList<string> Compare(IReadOnlyList<RecordRun> runs, string? node)
    {
        var chains = runs.GroupBy(static run => ChainOf(run)).ToDictionary(
            static chain => chain.Key, static chain => chain.OrderBy(static run => run.First).ThenBy(static run => run.Last.Number).ToList(),
            StringComparer.Ordinal);
        var oldest = heads.Values.Where(head => chains.ContainsKey(head.Chain)).GroupBy(static head => head.Node)
            .ToDictionary(static of => of.Key, static of => of.Min(static head => head.Began), StringComparer.Ordinal);
        var whole = new List<string>();
        foreach (var (id, parts) in chains)
        {
            var before = findings.Count;
            var head = heads.GetValueOrDefault(id);
            var isOldest = olderRemoved && head is not null && head.Began == oldest[head.Node];
            Connect(id, parts, isOldest);
            CompareHead(id, parts, head);
            if (findings.Count == before)
            {
                whole.Add(Describe(id, parts, head!));
            }
        }

        foreach (var head in heads.Values)
        {
            var mayBeGone = olderRemoved && (!oldest.TryGetValue(head.Node, out var first) || head.Began < first);
            if (head.Number > 0 && !chains.ContainsKey(head.Chain) && !mayBeGone && (node is null || node == head.Node))
            {
                findings.Add(Sentence($"No record of chain {head.Chain} is there: {head.Node} wrote {head.Number} from {head.Began:u} to {head.At:u}."));
            }
        }

        return whole;
    }

    private static string ChainOf(RecordRun run) => run.Proven!.Code!.Chain.ToString("x16", CultureInfo.InvariantCulture);

    private void Connect(string id, List<RecordRun> parts, bool mayBeginLater)
    {
        RecordRun? before = null;
        foreach (var part in parts)
        {
            var next = before is null ? 1 : before.Proven!.Number + 1;
            if (before is null && part.First > 1 && !mayBeginLater)
            {
                findings.Add(Sentence($"{part.File}:{part.FirstLine}: the records 1 to {part.First - 1} of chain {id} are missing before this one."));
            }
            else if (before is not null && part.First > next)
            {
                var last = Sentence($"{before.File}:{before.LastLine}");
                findings.Add(Sentence(
                    $"{part.File}:{part.FirstLine}: the records {next} to {part.First - 1} of chain {id} are missing between {last} and this one."));
            }
            else if (before is not null && part.First < next)
            {
                var other = Sentence($"{before.File}:{before.FirstLine}");
                findings.Add(Sentence($"{part.File}:{part.FirstLine}: record {part.First} of chain {id} is there more than once, also after {other}."));
            }
            else if (before is not null && part.File != before.File && !part.Before.AsSpan().SequenceEqual(before.Last.Hash))
            {
                findings.Add(Sentence($"{part.File}:{part.FirstLine}: record {next - 1} of chain {id}, at {before.File}:{before.LastLine}, was changed."));
            }

            before = before is null || part.Proven!.Number > before.Proven!.Number ? part : before;
        }
    }

    private void CompareHead(string id, List<RecordRun> parts, ChainHead? head)
    {
        var last = parts.MaxBy(static part => part.Proven!.Number)!;
        var end = last.Proven!.Number;
        if (head is null)
        {
            findings.Add(Sentence(
                $"{parts[0].File}:{parts[0].FirstLine}: the database does not know chain {id}: it is older than this, or who has the key wrote it."));
            return;
        }

        if (parts[0].First == 1 && !parts[0].Before.AsSpan().SequenceEqual(head.After))
        {
            findings.Add(Sentence($"{parts[0].File}:{parts[0].FirstLine}: chain {id} began after another record than it says."));
        }

        if (end < head.Number)
        {
            findings.Add(Sentence($"{last.File}:{last.LastLine}: the records {end + 1} to {head.Number} of chain {id} are missing after this one."));
        }
        else if (head.HasEnded && end > head.Number)
        {
            findings.Add(Sentence($"{last.File}:{last.LastLine}: chain {id} ended with record {head.Number}, but there are {end - head.Number} after it."));
        }

        if (head.Number > 0 && parts.Select(part => part.HashOf(head.Number)).FirstOrDefault(static hash => hash is not null) is { } found
            && !found.AsSpan().SequenceEqual(head.Hash))
        {
            findings.Add(Sentence(
                $"{last.File}: record {head.Number} of chain {id} is not the one that the database knows: who has the key wrote the records up to it anew."));
        }

        CompareKey(id, head);
    }

    /// <summary>A chain is under the key of its time: one that was stolen, and replaced, is of no use for what came later.</summary>
    private void CompareKey(string id, ChainHead head)
    {
        var next = keys.All.FirstOrDefault(key => key.Number > head.Key && key.State != Core.Stores.KeyState.Published);
        if (next is not null && head.Began > next.ChangedAt + Handover && head.Began > next.CreatedAt + Handover)
        {
            findings.Add(Sentence($"Chain {id} began at {head.Began:u} under key {head.Key}, which key {next.Number} had replaced by then."));
        }
    }

    private static string Describe(string id, List<RecordRun> parts, ChainHead head)
    {
        var end = parts.Max(static part => part.Proven!.Number);
        var tail = head.HasEnded ? "it ended so" : end == head.Number ? $"all known to the database at {head.At:u}"
            : $"{end - head.Number} of them later than the database's head of {head.At:u}: those after them could be missing";
        return Sentence($"{head.Node}, chain {id} from {head.Began:u}: records {parts[0].First} to {end} are whole, {tail}.");
    }

    private static string Sentence(FormattableString sentence) => sentence.ToString(CultureInfo.InvariantCulture);
}
