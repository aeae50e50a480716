using System.Diagnostics;
using Daypass.Core.Audit;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Protocols;
using Daypass.Core.Requests;
using Daypass.Core.Sealing;
using Daypass.Core.Stores;
using Daypass.Core.Telemetry;
using Daypass.Core.Throttling;
using Daypass.Core.Usage;
using Daypass.Protocol;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;

namespace Daypass.Core.Pipeline;

/// <summary>The road: every request is dispatched, authenticated, decoded, authorized, operated and encoded here and nowhere else.</summary>
public sealed class RequestPipeline(
    OperationTable operations,
    Authenticator authenticator,
    Authorizer authorizer,
    StoreHealth health,
    UseRecorder uses,
    AuditTrail? audit,
    Admission admission,
    TimeProvider clock,
    IPipelineLog log)
{
    private static readonly AwsError NotRecorded = CommonErrors.ServiceUnavailable() with { Reason = Reasons.NotRecorded.Text };

    /// <summary>Only the audit sees this: the client is gone.</summary>
    private static readonly AwsError Abandoned = new("RequestAbandoned", 499, "The client went away.");

    private static readonly AwsError OutOfTouch =
        CommonErrors.ServiceUnavailable() with { Reason = Reasons.DatabaseAwayTooLong.Text };

    private static readonly AwsError LongHeader =
        CommonErrors.ValidationError("The User-Agent or Referer header has more than 4096 characters.") with { Reason = Reasons.LongHeader.Text };

    private readonly ContextPool _pool = new();

    /// <summary>Answers one request. Refusals are answers; nothing a client sends makes this throw.</summary>
    /// <exception cref="OperationCanceledException">The client went away.</exception>
    public async ValueTask Answer(IncomingRequest request, Answer answer, CancellationToken cancelled)
    {
        using var lease = _pool.Rent();
        var (context, form) = (lease.Context, lease.Form);
        context.RequestId = RandomSupply.NewUuid().ToString();
        context.Now = clock.GetUtcNow();
        context.Source = request.Source;
        context.Cancelled = cancelled;
        answer.RequestId = context.RequestId;
        var began = Measures.TimesRequests ? clock.GetTimestamp() : 0;
        using var span = RequestSpans.Begin(context.RequestId);
        var protocol = WireProtocols.Find(request);
        var dispatch = new Dispatch(null, Service.Sts, null);
        try
        {
            dispatch = protocol.Decode(request, operations, form, answer);
            if (dispatch.IsAnswered)
            {
                Measures.Answered(null, answer.Status < 400 ? Outcomes.Ok : Outcomes.ClientError, null);
                return;
            }

            protocol = dispatch.Speaks ?? protocol;
            answer.Operation = dispatch.Operation?.Description.Name;
            var error = dispatch.Error is { } unknown ? admission.TakeOfAddress(request.Source.Address, 1) ?? unknown
                : (audit is { MayServe: false } ? NotRecorded : await Travel(request, form, lease, dispatch.Operation!, answer, protocol));
            if (error is null)
            {
                answer.Status = 200;
                answer.ContentType = protocol.ContentType;
            }
            else
            {
                Refuse(answer, protocol, dispatch.Service, error);
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            log.Unavailable(context.RequestId, answer.Operation, unavailable);
            Refuse(answer, protocol, dispatch.Service, CommonErrors.ServiceUnavailable());
        }
        catch (MasterKeyException missing)
        {
            // A node that was not brought the new master key is out of order; it is not that somebody is refused.
            log.Unavailable(context.RequestId, answer.Operation, new StoreUnavailableException(missing.Message, missing));
            Refuse(answer, protocol, dispatch.Service, CommonErrors.ServiceUnavailable());
        }
        catch (OperationCanceledException)
        {
            // What was done until then may have had an effect, so it is on record although nobody hears the answer.
            Refuse(answer, protocol, dispatch.Service, Abandoned);
            await Record(lease, answer, dispatch);
            Measure(context, answer, dispatch, began, span);
            throw;
        }
        catch (Exception bug)
        {
            log.Failed(context.RequestId, answer.Operation, bug);
            Refuse(answer, protocol, dispatch.Service, CommonErrors.InternalFailure());
        }

        if (!await Record(lease, answer, dispatch) && answer.Error is null)
        {
            Refuse(answer, protocol, dispatch.Service, NotRecorded);
            await Record(lease, answer, dispatch);
        }

        Measure(context, answer, dispatch, began, span);
        log.Answered(answer, context);
    }

    private void Measure(OperationContext context, Answer answer, Dispatch dispatch, long began, Activity? span)
    {
        var (operation, error) = (dispatch.Operation?.Description, answer.Error);
        Measures.Answered(operation, Outcomes.Of(error), began == 0 ? null : clock.GetElapsedTime(began));
        if (error is not null)
        {
            Measures.Refused(error.Reason);
            if (context.DeniedBy is { } layer)
            {
                Measures.Denied(Layers.Of(layer));
            }
        }

        RequestSpans.Describe(span, operation, context.Caller.Account, error);
    }

    /// <summary>From a known operation to its answer, or the first refusal on the way.</summary>
    private async ValueTask<AwsError?> Travel(
        IncomingRequest request, QueryForm form, ContextPool.Lease lease, Operation operation, Answer answer, WireProtocol protocol)
    {
        if (health.IsStale)
        {
            return OutOfTouch;
        }

        if (request.Source.HasLongHeader)
        {
            return LongHeader;
        }

        var (context, description) = (lease.Context, operation.Description);
        if (description.Unsigned)
        {
            if (AdmitUnsigned(request.Source.Address, form, description) is { } tooMuch)
            {
                return tooMuch;
            }
        }
        else
        {
            Result<Caller> caller;
            using (RequestSpans.Authenticate())
            {
                caller = await authenticator.Authenticate(request, description.Service, context);
            }

            if (!caller.Succeeded)
            {
                return admission.TakeOfAddress(request.Source.Address, Admission.FailedProof) ?? caller.Error;
            }

            context.Caller = caller.Value;
            answer.CallerArn = caller.Value.Arn;
            if (admission.TakeOfAccount(caller.Value.Account, description) is { } tooMuch)
            {
                return tooMuch;
            }

            uses.Record(caller.Value, description.Service.SigningName, context.Region, context.Now);
            uses.RecordAccess(caller.Value, description.Service.SigningName, description.Name, context.Region, context.Now);
            if (CallerRestrictions.Validate(caller.Value, description) is { } notForThem)
            {
                return notForThem;
            }
        }

        if (audit is not null && audit.KeepsAnswer(description))
        {
            context.Record = lease.Record;
        }

        GlobalConditionKeys.Fill(context);
        var refusal = await operation.Run(form, context, authorizer, answer, protocol);
        Settle(context, description, answer);
        return refusal;
    }

    /// <summary>Throttling when the address, or the account whose role is asked for, has asked too much.</summary>
    private AwsError? AdmitUnsigned(string? address, QueryForm form, OperationDescription operation)
    {
        Span<char> account = stackalloc char[ClaimedAccount.Length];
        return ClaimedAccount.TryFind(form, account) && admission.LookAtAccount(account, operation) is { } inDebt
            ? inDebt
            : admission.TakeOfAddress(address, 1);
    }

    /// <summary>Has the account pay for what is known only afterwards: who was proven and admitted, and how long the answer is.</summary>
    private void Settle(OperationContext context, OperationDescription operation, Answer answer)
    {
        if (!context.IsProven)
        {
            // The address has paid. A stranger's token is good too at a provider whom everybody may use, so the account must not pay for it.
            return;
        }

        var account = context.Caller.Account;
        if (operation.Unsigned)
        {
            admission.GiveBackToAddress(context.Source.Address, 1);
            admission.ChargeProven(account, operation);
        }

        admission.ChargeAnswer(account, operation, answer.Body.Length);
    }

    /// <summary>False when the answer must not be given because it could not be recorded.</summary>
    private ValueTask<bool> Record(ContextPool.Lease lease, Answer answer, Dispatch dispatch)
    {
        if (audit is null)
        {
            return new(true);
        }

        var span = RequestSpans.Audit();
        var recorded = audit.Record(lease.Context, lease.Form, answer, dispatch.Operation?.Description, lease.Record);
        return span is null ? recorded : RequestSpans.End(span, recorded);
    }

    private static void Refuse(Answer answer, WireProtocol protocol, Service service, AwsError error)
    {
        answer.ClearBody();
        error = protocol.Translate(service, error);
        answer.Status = protocol.StatusOf(error);
        answer.Error = error;
        answer.ContentType = protocol.ContentType;
        answer.ErrorType = protocol.ErrorTypeOf(error);
        answer.Headers = protocol.HeadersOf(error, answer.RequestId!);
        protocol.WriteError(answer.Writer, service, error, answer.RequestId!);
    }
}
