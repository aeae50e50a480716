using Daypass.Core.Authorization;
using Daypass.Core.Operations;
using Daypass.Core.Pipeline;
using Daypass.Core.Requests;
using Daypass.Protocol;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Sts;

namespace Daypass.Core.Sts;

/// <summary>Says which account an access key belongs to, whether or not the key is active.</summary>
internal sealed class GetAccessKeyInfo(ServiceParts parts) : IOperation<GetAccessKeyInfoRequest, GetAccessKeyInfoResponse>
{
    private static readonly AccessList Asked = AccessList.Of(new Access("sts:GetAccessKeyInfo", "*"));

    public ValueTask<Result<AccessList>> Demand(GetAccessKeyInfoRequest input, OperationContext context) => new(Asked);

    public async ValueTask<Result<GetAccessKeyInfoResponse>> Handle(GetAccessKeyInfoRequest input, OperationContext context)
    {
        if (await parts.Directory.FindKey(input.AccessKeyId, context.Cancelled) is { } known)
        {
            return new GetAccessKeyInfoResponse { Account = known.Key.OwnerAccount };
        }

        var ours = input.AccessKeyId.StartsWith(parts.Prefixes.LongTerm, StringComparison.Ordinal) || input.AccessKeyId.StartsWith(parts.Prefixes.Temporary, StringComparison.Ordinal);
        return ours && AccessKeyId.IsWellFormed(input.AccessKeyId) && AccessKeyId.TryGetAccount(input.AccessKeyId, out var account)
            ? new GetAccessKeyInfoResponse { Account = account.ToString() }
            : StsErrors.InvalidAccessKeyId();
    }
}
