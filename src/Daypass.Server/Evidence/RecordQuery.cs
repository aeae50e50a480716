using System.Globalization;
using System.Text.Json;

namespace Daypass.Server.Evidence;

/// <summary>Reads audit logs side by side, in the order of time, and prints the records that are asked for.</summary>
internal static class RecordQuery
{
    private static readonly string[] TimeForms = ["yyyy-MM-dd'T'HH:mm:ss'Z'", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'"];

    /// <summary>Prints them; returns how many there were.</summary>
    /// <param name="readers">The logs; within one, records are in the order in which they were written.</param>
    /// <param name="filter">Which records.</param>
    /// <param name="asJson">Whether they are printed as they are.</param>
    /// <param name="output">Where to.</param>
    /// <param name="cancelled">Ends it.</param>
    public static async Task<long> Run(IReadOnlyList<LogReader> readers, RecordFilter filter, bool asJson, TextWriter output, CancellationToken cancelled)
    {
        var next = new PriorityQueue<Cursor, (DateTimeOffset At, int Order)>();
        for (var order = 0; order < readers.Count; order++)
        {
            Advance(new Cursor(readers[order], order), next);
        }

        // An operator's command that two servers wrote down at once is there twice.
        var told = new HashSet<string>(StringComparer.Ordinal);
        var count = 0L;
        while (next.TryDequeue(out var cursor, out _))
        {
            cancelled.ThrowIfCancellationRequested();
            using (var document = cursor.Record!)
            {
                var record = document.RootElement;
                if (filter.Matches(record, cursor.At) && IsNew(record, told))
                {
                    count++;
                    await output.WriteLineAsync(asJson ? record.GetRawText() : RecordSentence.Write(record));
                }
            }

            Advance(cursor, next);
        }

        return count;
    }

    private static bool IsNew(JsonElement record, HashSet<string> told) =>
        RecordFilter.Find(record, "eventType") != "DaypassOperatorCommand"
        || told.Add($"{RecordFilter.Find(record, "eventID")} {RecordFilter.Find(record, "additionalEventData", "daypass", "outcome")}");

    private static void Advance(Cursor cursor, PriorityQueue<Cursor, (DateTimeOffset At, int Order)> next)
    {
        if (cursor.MoveNext())
        {
            next.Enqueue(cursor, (cursor.At ?? DateTimeOffset.MinValue, cursor.Order));
        }
    }

    /// <summary>One log with its next record.</summary>
    private sealed class Cursor(LogReader reader, int order)
    {
        public int Order => order;

        public JsonDocument? Record { get; private set; }

        public DateTimeOffset? At { get; private set; }

        /// <summary>The next line that is a record; lines that are none are for <c>audit verify</c> to find.</summary>
        public bool MoveNext()
        {
            while (reader.TryRead(out var line))
            {
                try
                {
                    // The reader's bytes do not stay.
                    Record = JsonDocument.Parse(line.ToArray());
                }
                catch (JsonException)
                {
                    continue;
                }

                if (Record.RootElement.ValueKind is JsonValueKind.Object)
                {
                    At = DateTimeOffset.TryParseExact(
                        RecordFilter.Find(Record.RootElement, "eventTime"), TimeForms, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at)
                        ? at
                        : At;
                    return true;
                }
            }

            return false;
        }
    }
}
