namespace Daypass.Server.Audit;

/// <summary>A place that the lines of the audit log go to. One caller at a time.</summary>
internal interface IAuditOutlet : IDisposable
{
    /// <summary>What kind it is, for metrics: <c>file</c>, <c>stream</c>, <c>syslog</c>, <c>journal</c> or <c>push</c>.</summary>
    string Kind { get; }

    /// <summary>What the operator calls it, for the log; no secrets.</summary>
    string Name { get; }

    /// <summary>The last whole line that is there from before, without its end; empty when there is none or it cannot be known.</summary>
    byte[] LastLine { get; }

    /// <summary>How many bytes are kept here and have not reached those they are for.</summary>
    long Undelivered => 0;

    /// <summary>Keeps whole lines in their order. What was taken of them stays taken when it fails: the rest comes again.</summary>
    /// <param name="lines">Lines with their ends; or what is left of them.</param>
    Taken Append(ReadOnlySpan<byte> lines);

    /// <summary>Looks, at the next writing, whether somebody moved what it writes to.</summary>
    void Reopen();
}
