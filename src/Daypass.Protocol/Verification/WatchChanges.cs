using Daypass.Protocol.Attributes;
using Daypass.Protocol.Catalogue;

namespace Daypass.Protocol.Verification;

/// <summary>Ask, as a service, what changed since a mark; the answer waits until something did, or until the time is up.</summary>
[Operation("WatchChanges", Service.Verification, Output = typeof(WatchChangesResponse))]
public sealed partial record WatchChangesRequest
{
    /// <summary>The mark of GetSigningKey or of the last answer; without it the answer is the mark of now.</summary>
    [Length(1, 64), Pattern("[0-9A-Za-z.-]*")]
    public string? Mark { get; init; }

    /// <summary>How long to wait for a change, 0 to 20 seconds; 20 by default.</summary>
    [Between(0, 20)]
    public int? WaitSeconds { get; init; }
}

/// <summary>What WatchChanges answers.</summary>
[OperationOutput]
public sealed partial record WatchChangesResponse
{
    /// <summary>The mark to ask with next.</summary>
    public required string Mark { get; init; }

    /// <summary>True when it is not known what changed since the mark that was sent: whatever was kept has to be asked for anew.</summary>
    public required bool Reset { get; init; }

    /// <summary>What changed, as <c>MadeOf</c> of GetSigningKey names it.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];
}
