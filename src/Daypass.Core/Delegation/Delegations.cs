using Daypass.Core.Directory;
using Daypass.Core.Entities;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;

namespace Daypass.Core.Delegation;

/// <summary>Takes delegation requests from step to step. Each step is one transaction, and the notice of it is stored with it.</summary>
public sealed class Delegations(IDirectoryStore store)
{
    /// <summary>The request as it is now, if the caller's account has to do with it or may still take it up.</summary>
    public async ValueTask<Result<DelegationRequest>> Find(string id, OperationContext context) =>
        Visible(await store.Find<DelegationRequest>("", id, context.Cancelled), id, context);

    /// <summary>Stores a new request; EntityAlreadyExists when the partner has one for the same workflow.</summary>
    public ValueTask<Result<DelegationRequest>> Add(DelegationRequest request, CancellationToken cancelled) => store.Write<DelegationRequest>(
        async transaction =>
        {
            var workflow = DelegationRequest.WorkflowTarget(request.RequestorAccount, request.WorkflowId);
            if (await transaction.CountReferrers("", Relation.Workflow, workflow, cancelled) > 0)
            {
                return IamErrors.AlreadyExists($"There is a delegation request for workflow {request.WorkflowId} already.");
            }

            return await transaction.TryAdd(request, cancelled) ? request : throw new InvalidOperationException("A fresh random id is taken.");
        },
        cancelled);

    /// <summary>The caller's account takes the request up.</summary>
    public ValueTask<Result<DelegationRequest>> Associate(string id, OperationContext context) => Step(id, context, request =>
        !DelegationSteps.MayAssociate(request.State) ? Impossible(request, "associated")
        : PartyOf(context.Caller) is not { } owner ? NotByThisSession
        : DelegationSteps.Move(request with { OwnerAccount = context.Caller.Account, Owner = owner }, DelegationState.Assigned, context.Now));

    /// <summary>Passes the request on to someone who may approve it.</summary>
    public ValueTask<Result<DelegationRequest>> Update(string id, string? notes, OperationContext context) => Step(id, context, request =>
        !DelegationSteps.MayUpdate(request.State) ? Impossible(request, "updated")
        : DelegationSteps.Move(request with { Notes = notes ?? request.Notes }, DelegationState.PendingApproval, context.Now));

    /// <summary>The caller lends its permissions.</summary>
    public ValueTask<Result<DelegationRequest>> Accept(string id, OperationContext context) => Step(id, context, request =>
        !DelegationSteps.MayAccept(request.State) ? Impossible(request, "accepted")
        : PartyOf(context.Caller) is not { } approver ? NotByThisSession
        : DelegationSteps.Move(request with { Approver = approver }, DelegationState.Accepted, context.Now));

    /// <summary>Refuses the request.</summary>
    public ValueTask<Result<DelegationRequest>> Reject(string id, string? notes, OperationContext context) => Step(id, context, request =>
        !DelegationSteps.MayReject(request.State) ? Impossible(request, "rejected")
        : DelegationSteps.Move(request with { RejectionReason = notes }, DelegationState.Rejected, context.Now));

    /// <summary>Sends the partner its token.</summary>
    public ValueTask<Result<DelegationRequest>> Send(string id, OperationContext context) => Step(id, context, request =>
        !DelegationSteps.MaySend(request.State) ? Impossible(request, "sent")
        : request.OnlySendByOwner && PartyOf(context.Caller)?.PrincipalId != request.Owner?.PrincipalId
            ? IamErrors.InvalidInput("Only the identity that associated this delegation request may send its token.")
        : DelegationSteps.Move(request, DelegationState.Finalized, DateTimeOffset.FromUnixTimeSeconds(context.Now.ToUnixTimeSeconds())));

    /// <summary>Ends requests that were not decided in time.</summary>
    public async ValueTask Expire(DateTimeOffset now, CancellationToken cancelled)
    {
        const int PageSize = 200;
        var after = "";
        IReadOnlyList<DelegationRequest> page;
        do
        {
            page = await store.List<DelegationRequest>("", "/", after, PageSize, cancelled);
            foreach (var lapsed in page)
            {
                if (DelegationSteps.HasLapsed(lapsed, now))
                {
                    await Change(lapsed.Id, request => DelegationSteps.At(request, now), cancelled);
                }

                after = EntityKey.Fold(lapsed.Id);
            }
        }
        while (page.Count == PageSize);
    }

    /// <summary>Changes a stored request; null when it is gone.</summary>
    internal async ValueTask<DelegationRequest?> Change(string id, Func<DelegationRequest, DelegationRequest> change, CancellationToken cancelled) =>
        (await store.Write<DelegationRequest>(
        async transaction =>
        {
            if (await transaction.Find<DelegationRequest>("", id, cancelled) is not { } request)
            {
                return Unknown(id);
            }

            var changed = change(request);
            return ReferenceEquals(changed, request) || await transaction.TryUpdate(request, changed, cancelled) ? changed : IamErrors.ConcurrentModification;
        },
        cancelled)).Value;

    private ValueTask<Result<DelegationRequest>> Step(string id, OperationContext context, Func<DelegationRequest, Result<DelegationRequest>> step) =>
        store.Write<DelegationRequest>(
        async transaction =>
        {
            var stored = await transaction.Find<DelegationRequest>("", id, context.Cancelled);
            var visible = Visible(stored, id, context);
            if (!visible.Succeeded)
            {
                return visible.Error;
            }

            // The partner sees its request but others decide it.
            var request = visible.Value;
            if (request.OwnerAccount is not null && request.OwnerAccount != context.Caller.Account)
            {
                return Unknown(id);
            }

            if (request.OwnerAccount is null && request.State is not DelegationState.Unassigned)
            {
                return Impossible(request, "decided");
            }

            var stepped = step(request);
            return !stepped.Succeeded || await transaction.TryUpdate(stored!, stepped.Value, context.Cancelled) ? stepped : IamErrors.ConcurrentModification;
        },
        context.Cancelled);

    private static Result<DelegationRequest> Visible(DelegationRequest? stored, string id, OperationContext context)
    {
        if (stored is null)
        {
            return Unknown(id);
        }

        var account = context.Caller.Account;
        return stored.OwnerAccount is null || stored.OwnerAccount == account || stored.RequestorAccount == account
            ? DelegationSteps.At(stored, context.Now)
            : Unknown(id);
    }

    /// <summary>The caller as an approver; null for sessions that may do less than the identity behind them, which would be delegated in full.</summary>
    private static DelegationParty? PartyOf(Caller caller)
    {
        var grant = caller.Session?.Grant;
        if (caller.Kind is not (CallerKind.User or CallerKind.Root or CallerKind.UserSession or CallerKind.RoleSession)
            || grant is { Policy: not null } or { PolicyArns.Count: > 0 } or { Scope: not null })
        {
            return null;
        }

        return caller.Role is { } role
            ? new DelegationParty(caller.Arn, role.Role.Id, role.Role.Name, grant!.SessionName)
            {
                Tags = [.. grant.Tags.Select(static tag => new EntityTag(tag.Key, tag.Value))],
                TransitiveTagKeys = [.. grant.Tags.Where(static tag => tag.Transitive).Select(static tag => tag.Key)],
                SourceIdentity = grant.SourceIdentity,
                FederatedProvider = grant.FederatedProvider,
                FederatedKeys = grant.FederatedKeys,
                RequestContext = grant.RequestContext,
            }
            : new DelegationParty(caller.Arn, caller.User?.User.Id ?? caller.Account, caller.User?.User.Name ?? "", "");
    }

    private static AwsError NotByThisSession { get; } =
        IamErrors.InvalidInput("Credentials that a session policy, a scope, a task or a delegation limits cannot take part in a delegation: what they lend"
            + " would be more than they are.");

    private static AwsError Impossible(DelegationRequest request, string what) =>
        IamErrors.InvalidInput($"A delegation request in state {DelegationSteps.Name(request.State)} cannot be {what}.");

    private static AwsError Unknown(string id) => IamErrors.NoSuchEntity($"Delegation request {id} cannot be found.");
}
