namespace Daypass.Protocol.Tests.Identifiers;

/// <summary>Counts what a call allocates on this thread, once everything is compiled.</summary>
internal static class AllocatedBytes
{
    private const int Calls = 256;

    /// <summary>Bytes per call: the least of several rounds, because tiering allocates now and then on the measuring thread too.</summary>
    public static long PerCall(Action call)
    {
        var least = long.MaxValue;
        for (var round = 0; round < 8; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0; i < Calls; i++)
            {
                call();
            }

            least = Math.Min(least, (GC.GetAllocatedBytesForCurrentThread() - before) / Calls);
        }

        return least;
    }
}
