using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Daypass.Cli.Arguments;
using Daypass.Cli.Context;
using Daypass.Client;
using Daypass.Client.Endpoints;
using Daypass.Client.Errors;
using Daypass.Client.Http;
using Daypass.Protocol.Signing;

namespace Daypass.Cli.Commands;

/// <summary><c>daypass request</c>: signs any request to any service, sends it and prints the answer; or prints it presigned.</summary>
internal static class RequestCommand
{
    private const string ContentHash = "x-amz-content-sha256";
    private const int RefusedExitCode = 254;
    private const int LongestPresigned = 7 * 24 * 3600;

    /// <summary>Its options beside those of every command.</summary>
    public static OptionRule[] Options { get; } =
    [
        new("--service") { Required = true, Summary = "The service name to sign for." },
        new("-H", OptionArity.Repeated) { Summary = "A header, NAME: VALUE; may be given again." },
        new("--data") { Summary = "The body; @FILE takes it from a file." },
        new("--unsigned-payload", OptionArity.Flag) { Summary = "Do not cover the body by the signature." },
        new("--presign") { Summary = "Print the URL presigned for so many seconds, and send nothing." },
        new("-i", OptionArity.Flag) { Summary = "Print the status and the headers of the answer before its body." },
    ];

    /// <summary>Runs the command: 0 when the answer's status is below 400, 254 when it is not.</summary>
    public static ClientResult<int> Run(CommandContext context, ParsedArguments arguments)
    {
        if (!Uri.TryCreate(arguments.Second, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            return ClientError.Usage($"{arguments.Second} is not an absolute URL of http or https.");
        }

        if (context.Settings.Region is not { } region)
        {
            return EndpointResolver.NoRegion();
        }

        var credentials = context.GetCredentials();
        if (!credentials.Succeeded)
        {
            return credentials.Error;
        }

        if (credentials.Value.Validate() is { } flaw)
        {
            return flaw;
        }

        var read = Read(context, arguments, url);
        if (!read.Succeeded)
        {
            return read.Error;
        }

        var service = arguments.GetValue("--service")!;
        var rules = SigV4Rules.For(service) with { AllowPayloadForms = service == "s3" || arguments.Has("--unsigned-payload") };
        try
        {
            var signer = new SigV4Signer(rules, region);
            return arguments.GetValue("--presign") is { } seconds
                ? Presign(context, signer, read.Value, credentials.Value, seconds)
                : Send(context, signer, read.Value, credentials.Value, arguments.Has("-i"));
        }
        catch (ArgumentException unsignable)
        {
            return ClientError.Usage(unsignable.Message);
        }
    }

    private static ClientResult<HttpRequest> Read(CommandContext context, ParsedArguments arguments, Uri url)
    {
        var headers = new List<HttpHeader>();
        foreach (var line in arguments.GetValues("-H") ?? [])
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0)
            {
                return ClientError.Usage($"{line} is not a header, NAME: VALUE.");
            }

            headers.Add(new HttpHeader(line[..colon].Trim(), line[(colon + 1)..].Trim()));
        }

        byte[]? body = null;
        if (arguments.GetValue("--data") is { } data)
        {
            try
            {
                body = data.StartsWith('@') ? File.ReadAllBytes(context.Settings.Environment.ExpandPath(data[1..])) : Encoding.UTF8.GetBytes(data);
            }
            catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException)
            {
                return ClientError.Usage($"{data[1..]} cannot be read: {unreadable.Message}");
            }
        }

        var isPresigned = arguments.Has("--presign");
        if (!isPresigned && !headers.Exists(static header => header.Name.Equals(ContentHash, StringComparison.OrdinalIgnoreCase))
            && (arguments.Has("--unsigned-payload") || arguments.GetValue("--service") == "s3"))
        {
            var hash = arguments.Has("--unsigned-payload") ? "UNSIGNED-PAYLOAD" : Convert.ToHexStringLower(SHA256.HashData(body ?? []));
            headers.Add(new HttpHeader(ContentHash, hash));
        }

        return new HttpRequest(arguments.Word!, url) { Headers = headers, Body = body };
    }

    private static ClientResult<int> Presign(CommandContext context, SigV4Signer signer, HttpRequest request, AwsCredentials credentials, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > LongestPresigned)
        {
            return ClientError.Usage("--presign takes a number of seconds from 1 to 604800.");
        }

        var target = signer.Presign(
            ToSigned(request), SHA256.HashData(request.Body ?? []), credentials.ToSigningCredentials(), context.Settings.Environment.Clock.GetUtcNow(),
            TimeSpan.FromSeconds(seconds));
        context.Terminal.Out.Write($"{request.Url.GetLeftPart(UriPartial.Authority)}{target}\n");
        return 0;
    }

    private static ClientResult<int> Send(CommandContext context, SigV4Signer signer, HttpRequest request, AwsCredentials credentials, bool showHead)
    {
        var headers = new List<HttpHeader>(request.Headers);
        foreach (var header in signer.Sign(
            ToSigned(request), SHA256.HashData(request.Body ?? []), credentials.ToSigningCredentials(), context.Settings.Environment.Clock.GetUtcNow()))
        {
            headers.Add(new HttpHeader(header.Name, header.Value));
        }

        var sent = context.Send(request with { Headers = headers });
        if (!sent.Succeeded)
        {
            return sent.Error;
        }

        var (answer, output) = (sent.Value, context.Terminal.Out);
        if (showHead)
        {
            output.Write(string.Create(CultureInfo.InvariantCulture, $"HTTP/1.1 {answer.Status}\n"));
            foreach (var header in answer.Headers)
            {
                output.Write($"{header.Name}: {header.Value}\n");
            }

            output.Write("\n");
        }

        context.Terminal.WriteBytes(answer.Body);
        return answer.Status < 400 ? 0 : RefusedExitCode;
    }

    private static SignedRequest ToSigned(HttpRequest request) => new(
        request.Method, request.Url.PathAndQuery,
        (HeaderField[])[new("Host", request.Host), .. request.Headers.Select(static header => new HeaderField(header.Name, header.Value))]);
}
