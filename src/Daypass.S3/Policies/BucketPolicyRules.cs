using System.Text;
using System.Text.Json;
using Daypass.Policy.Decisions;
using Daypass.Policy.Evaluation;
using Daypass.Policy.Language;
using Daypass.Policy.Requests;
using Daypass.Policy.Validation;
using Daypass.S3.Errors;

namespace Daypass.S3.Policies;

/// <summary>What S3 refuses when the policy of a bucket is put, in its words (Amazon S3 API Reference, "PutBucketPolicy").</summary>
public static class BucketPolicyRules
{
    /// <summary>The longest document, in bytes.</summary>
    public const int Longest = 20_480;

    private const string InvalidJson = "This policy contains invalid Json";

    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 16 };

    /// <summary>Null and the policy when it may be put; otherwise the refusal.</summary>
    /// <param name="bucketArn">The bucket it is for.</param>
    /// <param name="utf8">The document.</param>
    /// <param name="policy">The policy.</param>
    public static S3Error? Check(string bucketArn, ReadOnlyMemory<byte> utf8, out CompiledPolicy? policy)
    {
        ArgumentNullException.ThrowIfNull(bucketArn);
        policy = null;
        if (utf8.Length > Longest)
        {
            return Malformed("Policy exceeds the maximum allowed document size.");
        }

        if (utf8.IsEmpty || utf8.Span[0] != (byte)'{')
        {
            return Malformed("Policies must be valid JSON and the first byte must be '{'");
        }

        if (CheckShape(utf8) is { } fault)
        {
            return fault;
        }

        var json = Encoding.UTF8.GetString(utf8.Span);
        if (!CompiledPolicy.TryCompile(json, PolicyKind.Resource, out var compiled, out var broken))
        {
            return Translate(broken);
        }

        foreach (var statement in compiled.Statements)
        {
            if (StatementRules.Check(statement, bucketArn) is { } wrong)
            {
                return wrong;
            }
        }

        if (PolicyValidator.Validate(json, PolicyKind.Resource) is { } invalid)
        {
            return Translate(invalid);
        }

        policy = compiled;
        return null;
    }

    /// <summary>Refuses a policy that makes public, where that is blocked.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="isBlocked">Whether BlockPublicPolicy is on.</param>
    /// <param name="callerArn">Who puts it.</param>
    /// <param name="bucketArn">The bucket.</param>
    public static S3Error? CheckPublic(CompiledPolicy policy, bool isBlocked, string? callerArn, string bucketArn)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return isBlocked && PublicPolicies.IsPublic(policy.Statements)
            ? S3Errors.AccessDenied with
            {
                Message = $"User: {callerArn} is not authorized to perform: s3:PutBucketPolicy on resource: \"{bucketArn}\" because public policies are "
                    + "blocked by the BlockPublicPolicy block public access setting.",
            }
            : null;
    }

    /// <summary>Refuses a policy that keeps the one who puts it from ever putting another, unless the request says that this is meant.</summary>
    /// <param name="policy">The policy.</param>
    /// <param name="callerArn">Who puts it.</param>
    /// <param name="bucketArn">The bucket.</param>
    /// <param name="account">The account that owns the bucket.</param>
    /// <param name="isMeant">Whether <c>x-amz-confirm-remove-self-bucket-access</c> is true.</param>
    public static S3Error? CheckOneself(CompiledPolicy policy, string? callerArn, string bucketArn, string account, bool isMeant)
    {
        ArgumentNullException.ThrowIfNull(policy);
        if (isMeant || callerArn is null || Principal.Parse(callerArn) is not { } caller || caller.Kind == PrincipalKind.Root)
        {
            return null;
        }

        var request = new AuthorizationRequest { Principal = caller, Action = "s3:PutBucketPolicy", Resource = bucketArn, ResourceAccount = account };
        return PolicyEngine.Decide(request, new PolicySet { OuterResourcePolicy = new NamedPolicy(bucketArn, policy) }).Outcome == Outcome.ExplicitDeny
            ? S3Errors.AccessDenied with { Reason = "The policy would deny its putter s3:PutBucketPolicy, and the request does not say that this is meant." }
            : null;
    }

    /// <summary>The refusal of a document.</summary>
    internal static S3Error Malformed(string message) => new("MalformedPolicy", 400, message);

    /// <summary>What S3 has sentences for and the reader of policies has not.</summary>
    private static S3Error? CheckShape(ReadOnlyMemory<byte> utf8)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8, Strict);
            var root = document.RootElement;
            if (root.TryGetProperty("Version", out var version)
                && !(version.ValueKind == JsonValueKind.String && version.GetString() is "2012-10-17" or "2008-10-17"))
            {
                return Malformed("The policy must contain a valid version string");
            }

            if (!root.TryGetProperty("Statement", out var statements))
            {
                return Malformed("Missing required field Statement");
            }

            if (statements.ValueKind != JsonValueKind.Array)
            {
                return CheckStatement(statements);
            }

            if (statements.GetArrayLength() == 0)
            {
                return Malformed("Could not parse the policy: Statement is empty!");
            }

            foreach (var statement in statements.EnumerateArray())
            {
                if (CheckStatement(statement) is { } fault)
                {
                    return fault;
                }
            }

            return null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // The reader of JSON says so by throwing alone: of broken text the one, of strings that are no Unicode the other.
            return Malformed(InvalidJson);
        }
    }

    private static S3Error? CheckStatement(JsonElement statement)
    {
        if (statement.ValueKind != JsonValueKind.Object)
        {
            return Malformed(InvalidJson);
        }

        if (!statement.TryGetProperty("Effect", out var effect))
        {
            return Malformed("Missing required field Effect");
        }

        var said = effect.ValueKind == JsonValueKind.String ? effect.GetString()! : effect.GetRawText();
        return said is not ("Allow" or "Deny") ? Malformed($"Invalid effect: {(said.Length > 64 ? said[..64] : said)}")
            : !Has(statement, "Principal") ? Malformed("Missing required field Principal")
            : !Has(statement, "Action") ? Malformed("Missing required field Action")
            : !Has(statement, "Resource") ? Malformed("Missing required field Resource")
            : null;
    }

    private static bool Has(JsonElement statement, string name) => statement.TryGetProperty(name, out _) || statement.TryGetProperty("Not" + name, out _);

    private static S3Error Translate(PolicyFault fault)
    {
        const string Principal = "Invalid principal in policy";
        return fault.Message.StartsWith(Principal, StringComparison.Ordinal)
            ? Malformed(Principal).With("Detail", fault.Message[Math.Min(fault.Message.Length, Principal.Length + 2)..])
            : Malformed(fault.Message == "Syntax errors in policy." ? InvalidJson : fault.Message) with { Reason = fault.Detail };
    }
}
