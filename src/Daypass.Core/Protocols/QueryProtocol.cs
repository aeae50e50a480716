using System.Buffers;
using System.Text;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol.Answers;
using Daypass.Protocol.Catalogue;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Forms;
using Daypass.Protocol.Signing;

namespace Daypass.Core.Protocols;

/// <summary>AWS's Query protocol: a form in, XML out, or JSON for clients that accept it.</summary>
internal sealed class QueryProtocol : WireProtocol
{
    private readonly bool _json;

    private QueryProtocol(bool json) => _json = json;

    /// <summary>Answers in XML.</summary>
    public static QueryProtocol Xml { get; } = new(json: false);

    /// <summary>Answers in JSON.</summary>
    public static QueryProtocol Json { get; } = new(json: true);

    internal override string ContentType => _json ? ResponseWriter.JsonContentType : ResponseWriter.XmlContentType;

    internal override Dispatch Decode(in IncomingRequest request, OperationTable operations, QueryForm form, Answer answer)
    {
        if (!RequestTarget.TryParse(request.Signed.RawTarget, out var target))
        {
            return Bare(answer, 400);
        }

        var isPost = string.Equals(request.Signed.Method, "POST", StringComparison.Ordinal);
        if (!isPost && !string.Equals(request.Signed.Method, "GET", StringComparison.Ordinal))
        {
            return ForeignService.Find(request, operations, isForm: false) ?? Bare(answer, 405);
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
            return ForeignService.Find(request, operations, isForm: false) ?? UnknownPath(answer);
        }

        if (isRoot && (!form.HasAction || (isPost && !isForm)))
        {
            return ForeignService.Find(request, operations, isForm)
                ?? (IsBrowser(request) ? Page(answer) : Redirect(answer, target.Query));
        }

        if (form.FindContradiction() is { } name)
        {
            return new Dispatch(null, ServiceDescription.FindByVersion(form.Version)?.Service ?? Service.Sts, CommonErrors.TwoValues(name));
        }

        var found = operations.Find(form);
        if (!found.Succeeded)
        {
            return ForeignService.Find(request, operations, isForm: true)
                ?? new Dispatch(null, ServiceDescription.FindByVersion(form.Version)?.Service ?? Service.Sts, found.Error);
        }

        var (operation, service) = (found.Value, found.Value.Description.Service.Service);
        if (isRoot)
        {
            return new Dispatch(operation, service, null);
        }

        // AWS canonicalises such a request as if its path were "/", so no signature over the real path can match.
        return operation.Description.Unsigned ? UnknownPath(answer) : new Dispatch(operation, service, SigningErrors.PathIsNotRoot);
    }

    internal override void WriteResult<TOutput>(IBufferWriter<byte> output, OperationDescription operation, TOutput result, string requestId) =>
        ResponseWriter.Success(output, operation, result, requestId, _json);

    internal override void WriteError(IBufferWriter<byte> output, Service service, AwsError error, string requestId) =>
        ResponseWriter.Error(output, service, error, requestId, _json);

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

    private static Dispatch Bare(Answer answer, int status)
    {
        answer.RequestId = null;
        answer.Status = status;
        return Dispatch.Answered;
    }

    private static Dispatch UnknownPath(Answer answer)
    {
        answer.Status = 404;
        answer.ContentType = ResponseWriter.XmlContentType;
        answer.Writer.Write("<UnknownOperationException/>\n"u8);
        return Dispatch.Answered;
    }

    // Somebody who opens the address to see what is there.
    private static bool IsBrowser(in IncomingRequest request) =>
        string.Equals(request.Signed.Method, "GET", StringComparison.Ordinal)
        && request.Accept?.Contains("text/html", StringComparison.OrdinalIgnoreCase) == true;

    private static Dispatch Page(Answer answer)
    {
        answer.Status = 200;
        answer.ContentType = "text/html; charset=utf-8";
        answer.Writer.Write("""
            <!doctype html>
            <html lang="en"><meta charset="utf-8"><title>Daypass</title>
            <h1>Daypass</h1>
            <p>This address answers the APIs of AWS STS and IAM. Point an SDK, the aws CLI or Terraform at it:
            set <code>AWS_ENDPOINT_URL_STS</code> and <code>AWS_ENDPOINT_URL_IAM</code> to this address.</p>

            """u8);
        return Dispatch.Answered;
    }

    private static Dispatch Redirect(Answer answer, ReadOnlySpan<char> query)
    {
        answer.Status = 302;
        answer.Location = query.IsEmpty ? "https://aws.amazon.com/iam" : $"https://aws.amazon.com/iam?{query}";
        return Dispatch.Answered;
    }

    private static bool IsForm(string? contentType)
    {
        var text = contentType.AsSpan();
        var semicolon = text.IndexOf(';');
        return (semicolon < 0 ? text : text[..semicolon]).Trim().Equals("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase);
    }
}
