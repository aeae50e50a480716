using Daypass.Core.Entities;

namespace Daypass.Core.Delegation;

/// <summary>The steps of a delegation request: from which states each is possible, where it leads, and when it expires undecided (IAM User Guide,
/// "IAM temporary delegation").</summary>
public static class DelegationSteps
{
    /// <summary>How long a request waits to be taken up.</summary>
    internal static readonly TimeSpan UntilAssigned = TimeSpan.FromDays(1);

    /// <summary>How long any later state lasts.</summary>
    internal static readonly TimeSpan UntilDecided = TimeSpan.FromDays(7);

    private static readonly DelegationState[] Open = [DelegationState.Assigned, DelegationState.PendingApproval];

    /// <summary>Whether a request in this state may be associated with an account.</summary>
    internal static bool MayAssociate(DelegationState state) => state is DelegationState.Unassigned;

    /// <summary>Whether it may be passed on for approval, or get other notes.</summary>
    internal static bool MayUpdate(DelegationState state) => Open.Contains(state);

    /// <summary>Whether it may be accepted.</summary>
    internal static bool MayAccept(DelegationState state) => Open.Contains(state);

    /// <summary>Whether it may be rejected.</summary>
    internal static bool MayReject(DelegationState state) => Open.Contains(state) || state is DelegationState.Accepted;

    /// <summary>Whether its token may be sent.</summary>
    internal static bool MaySend(DelegationState state) => state is DelegationState.Accepted;

    /// <summary>When the present state ends.</summary>
    public static DateTimeOffset EndOf(DelegationRequest request) =>
        request.State is DelegationState.Unassigned ? request.CreatedAt + UntilAssigned : request.UpdatedAt + UntilDecided;

    /// <summary>Whether the time to decide is over, even if that is not stored yet.</summary>
    internal static bool HasLapsed(DelegationRequest request, DateTimeOffset now) =>
        request.State is not (DelegationState.Finalized or DelegationState.Rejected or DelegationState.Expired) && now >= EndOf(request);

    /// <summary>The request as it is now: lapsed ones are expired whether or not that was stored.</summary>
    public static DelegationRequest At(DelegationRequest request, DateTimeOffset now) =>
        HasLapsed(request, now) ? Move(request, DelegationState.Expired, EndOf(request)) : request;

    /// <summary>The request in another state, with the notices that tells of it.</summary>
    internal static DelegationRequest Move(DelegationRequest request, DelegationState state, DateTimeOffset at)
    {
        var outbox = new List<DelegationNotice>(request.Outbox) { Notice(state, false, at) };
        if (state is DelegationState.Finalized)
        {
            outbox.Add(Notice(state, true, at));
        }

        return request with { State = state, UpdatedAt = at, ReleasedAt = state is DelegationState.Finalized ? at : request.ReleasedAt, Outbox = outbox };
    }

    /// <summary>The state as the wire has it.</summary>
    public static string Name(DelegationState state) => state switch
    {
        DelegationState.PendingApproval => "PENDING_APPROVAL",
        _ => state.ToString().ToUpperInvariant(),
    };

    private static DelegationNotice Notice(DelegationState state, bool carriesToken, DateTimeOffset at) =>
        new(Guid.NewGuid().ToString(), state, carriesToken, at, 0, at);
}
