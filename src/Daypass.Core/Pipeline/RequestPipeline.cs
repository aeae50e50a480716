using System.Buffers;
using System.Text;
using Daypass.Core.Audit;
using Daypass.Core.Authentication;
using Daypass.Core.Authorization;
using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Core.Usage;
using Daypass.Protocol;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Query;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Pipeline;

/// <summary>The road: every request is dispatched, authenticated, decoded, authorized, operated and encoded here and nowhere else.</summary>
public sealed class RequestPipeline(OperationTable operations, Authenticator authenticator, Authorizer authorizer, StoreContact contact, UseRecorder uses, AuditTrail? audit, TimeProvider clock, IPipelineLog log)
{
    private static readonly AwsError NotRecorded = CommonErrors.ServiceUnavailable() with { Reason = "DP-AUD-01: the audit record cannot be written" };

    /// <summary>Only the audit sees this: nobody is there to hear it.</summary>
    private static readonly AwsError Abandoned = new("RequestAbandoned", 499, "The client went away.");
    private static readonly AwsError OutOfTouch = CommonErrors.ServiceUnavailable() with { Reason = "DP-ROA-02: the database has been away for longer than --longest-outage" };

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
        var json = WantsJson(request.Accept);
        var service = Service.Sts;
        OperationRoute? route = null;
        try
        {
            if (!Dispatch(request, form, answer, out route, out var error))
            {
                return;
            }

            service = route?.Description.Service.Service ?? ServiceDescription.FindByVersion(form.Version)?.Service ?? Service.Sts;
            context.Record = audit is null ? null : lease.Record;
            error ??= audit is { MayServe: false } ? NotRecorded : await Travel(request, form, context, route!, answer, json);
            if (error is null)
            {
                Succeed(answer, json);
            }
            else
            {
                Refuse(answer, service, error, context.RequestId, json);
            }
        }
        catch (StoreUnavailableException unavailable)
        {
            log.Unavailable(context.RequestId, answer.Operation, unavailable);
            Refuse(answer, service, CommonErrors.ServiceUnavailable(), context.RequestId, json);
        }
        catch (OperationCanceledException)
        {
            // What was done until then may have had an effect, so it is on record although nobody hears the answer.
            Refuse(answer, service, Abandoned, context.RequestId, json);
            if (audit is not null)
            {
                await audit.Record(context, form, answer, route, lease.Record);
            }

            throw;
        }
        catch (Exception bug)
        {
            log.Failed(context.RequestId, answer.Operation, bug);
            Refuse(answer, service, CommonErrors.InternalFailure(), context.RequestId, json);
        }

        if (audit is not null && !await audit.Record(context, form, answer, route, lease.Record) && answer.Error is null)
        {
            Refuse(answer, service, NotRecorded, context.RequestId, json);
            await audit.Record(context, form, answer, route, lease.Record);
        }

        log.Answered(answer, context);
    }

    /// <summary>From a known operation to its answer, or the first refusal on the way.</summary>
    private async ValueTask<AwsError?> Travel(IncomingRequest request, QueryForm form, OperationContext context, OperationRoute route, Answer answer, bool json)
    {
        if (contact.IsStale)
        {
            return OutOfTouch;
        }

        if (!route.Description.Unsigned)
        {
            var caller = await authenticator.Authenticate(request, route.Description.Service, context);
            if (!caller.Succeeded)
            {
                return caller.Error;
            }

            context.Caller = caller.Value;
            answer.CallerArn = caller.Value.Arn;
            uses.Note(caller.Value, route.Description.Service.SigningName, context.Region, context.Now);
            if (Admission.Refuse(caller.Value, route.Description) is { } notForThem)
            {
                return notForThem;
            }
        }

        GlobalKeys.Fill(context);
        return await route.Run(form, context, authorizer, answer, json);
    }

    /// <summary>Finds the operation; false when a bare answer was given because this is no call of an API at all.</summary>
    private bool Dispatch(IncomingRequest request, QueryForm form, Answer answer, out OperationRoute? route, out AwsError? error)
    {
        route = null;
        error = null;
        if (!RequestTarget.TryParse(request.Signed.RawTarget, out var target))
        {
            return Bare(answer, 400);
        }

        var isPost = string.Equals(request.Signed.Method, "POST", StringComparison.Ordinal);
        if (!isPost && !string.Equals(request.Signed.Method, "GET", StringComparison.Ordinal))
        {
            return Bare(answer, 405);
        }

        var isForm = isPost && IsForm(request.ContentType);
        switch (Parse(form, target.Query, isForm ? request.Body.Span : default))
        {
            case QueryFormFault.None:
                break;
            case QueryFormFault.TooManyPairs:
                return Bare(answer, 413);
            default:
                return Bare(answer, 400);
        }

        var isRoot = target.Path.Length == 0 || target.Path.SequenceEqual("/");
        if (!isRoot && !form.HasAction)
        {
            return UnknownPath(answer);
        }

        if (isRoot && (!form.HasAction || (isPost && !isForm)))
        {
            return Redirect(answer, target.Query);
        }

        var found = operations.Find(form);
        error = found.Error;
        route = found.Value;
        answer.Operation = route?.Description.Name;
        if (route is not null && !isRoot)
        {
            // AWS canonicalises such a request as if its path were "/", so no signature over the real path can match.
            if (route.Description.Unsigned)
            {
                return UnknownPath(answer);
            }

            error = SigningErrors.PathIsNotRoot;
        }

        return true;
    }

    private static QueryFormFault Parse(QueryForm form, ReadOnlySpan<char> query, ReadOnlySpan<byte> body)
    {
        if (query.IsEmpty)
        {
            return form.Parse(default, body);
        }

        // A target is ASCII (Kestrel refuses all else), so a byte a character is enough.
        var ascii = ArrayPool<byte>.Shared.Rent(query.Length);
        try
        {
            return Encoding.ASCII.TryGetBytes(query, ascii, out var length) ? form.Parse(ascii.AsSpan(0, length), body) : QueryFormFault.BadText;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(ascii, clearArray: true);
        }
    }

    private static bool Bare(Answer answer, int status)
    {
        answer.RequestId = null;
        answer.Status = status;
        return false;
    }

    private static bool UnknownPath(Answer answer)
    {
        answer.Status = 404;
        answer.ContentType = ResponseWriter.XmlContentType;
        answer.Writer.Write("<UnknownOperationException/>\n"u8);
        return false;
    }

    private static bool Redirect(Answer answer, ReadOnlySpan<char> query)
    {
        answer.Status = 302;
        answer.Location = query.IsEmpty ? "https://aws.amazon.com/iam" : $"https://aws.amazon.com/iam?{query}";
        return false;
    }

    private static void Succeed(Answer answer, bool json)
    {
        answer.Status = 200;
        answer.ContentType = json ? ResponseWriter.JsonContentType : ResponseWriter.XmlContentType;
    }

    private static void Refuse(Answer answer, Service service, AwsError error, string requestId, bool json)
    {
        answer.ClearBody();
        answer.Status = error.Status;
        answer.Error = error;
        answer.ContentType = json ? ResponseWriter.JsonContentType : ResponseWriter.XmlContentType;
        ResponseWriter.Error(answer.Writer, service, error, requestId, json);
    }

    private static bool IsForm(string? contentType)
    {
        var text = contentType.AsSpan();
        var semicolon = text.IndexOf(';');
        return (semicolon < 0 ? text : text[..semicolon]).Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }

    private static bool WantsJson(string? accept) =>
        accept is not null && accept.Contains("application/json", StringComparison.OrdinalIgnoreCase);
}
