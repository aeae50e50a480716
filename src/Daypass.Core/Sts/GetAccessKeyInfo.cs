using Daypass.Core.Directory;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Says which account an access key belongs to, whether or not the key is active.</summary>
internal sealed class GetAccessKeyInfo(EntityDirectory directory, AccessKeyPrefixes prefixes)
    : AccountOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>
{
    protected override async ValueTask<Result<GetAccessKeyInfoResponse>> Handle(GetAccessKeyInfoRequest input, OperationContext context)
    {
        if (await directory.FindKey(input.AccessKeyId, context.Cancelled) is { } known)
        {
            return new GetAccessKeyInfoResponse { Account = known.Key.OwnerAccount };
        }

        var ours = input.AccessKeyId.StartsWith(prefixes.LongTerm, StringComparison.Ordinal)
            || input.AccessKeyId.StartsWith(prefixes.Temporary, StringComparison.Ordinal);
        return ours && AccessKeyId.IsWellFormed(input.AccessKeyId) && AccessKeyId.TryGetAccount(input.AccessKeyId, out var account)
            ? new GetAccessKeyInfoResponse { Account = account.ToString() }
            : input.AccessKeyId.EndsWith("EXAMPLE", StringComparison.Ordinal) ? StsErrors.ExampleAccessKeyId(input.AccessKeyId)
            : StsErrors.InvalidAccessKeyId();
    }
}
