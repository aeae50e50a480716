using System.Collections.Frozen;

namespace Daypass.S3.Operations;

/// <summary>A row of the table of operations: how a request for it looks, and what has to be allowed.</summary>
public sealed class S3Operation
{
    /// <summary>The name that SDKs give it.</summary>
    public required string Name { get; init; }

    /// <summary>The method.</summary>
    public required string Method { get; init; }

    /// <summary>What it is addressed to.</summary>
    public required S3Level Level { get; init; }

    /// <summary>The name in the query that tells it from the others of its method and level; null for the one without.</summary>
    public string? Marker { get; init; }

    /// <summary>A parameter, or a header when it begins with <c>x-amz-</c>, that tells it from the row with the same marker; else null.</summary>
    public string? With { get; init; }

    /// <summary>Who answers it.</summary>
    public OperationClass Class { get; init; }

    /// <summary>Whether few stores have it, so that the store has to be known to.</summary>
    public bool IsRare { get; init; }

    /// <summary>The actions that have to be allowed, all of them.</summary>
    public IReadOnlyList<NeededAction> Actions { get; init; } = [];

    /// <summary>The parameters it takes beside its marker.</summary>
    public FrozenSet<string> Parameters { get; init; } = FrozenSet<string>.Empty;

    /// <summary>The headers it takes that begin with <c>x-amz-</c>, in lower case; those of every request are not among them.</summary>
    public FrozenSet<string> Headers { get; init; } = FrozenSet<string>.Empty;

    /// <summary>Whether it takes <c>x-amz-meta-*</c>.</summary>
    public bool TakesMetadata { get; init; }

    /// <summary>The headers of HTTP that are passed on to the store, in lower case.</summary>
    public FrozenSet<string> PassedHeaders { get; init; } = FrozenSet<string>.Empty;

    /// <summary>What its body is.</summary>
    public BodyKind Body { get; init; }

    /// <summary>Whether a checksum or MD5 of the body is demanded.</summary>
    public bool NeedsChecksum { get; init; }

    /// <summary>Its name in the server access log, as in <c>REST.GET.OBJECT</c>.</summary>
    public required string LogName { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
