using Daypass.Core.Entities;
using Daypass.Core.Iam.Paging;
using Daypass.Core.Iam.Permissions;
using Daypass.Core.Iam.Records;
using Daypass.Core.Operations;
using Daypass.Core.Requests;
using Daypass.Core.Stores;
using Daypass.Protocol.Errors;
using Daypass.Protocol.Iam;
using Daypass.Protocol.Wire;

namespace Daypass.Core.Iam.AccessKeys;

/// <summary>The operations on access keys; without a user name they are about the caller's own.</summary>
internal sealed class AccessKeyRoutes(IamParts iam)
{
    private const string Active = "Active";
    private const string Inactive = "Inactive";

    /// <summary>The operations.</summary>
    public IEnumerable<OperationRoute> All() =>
    [
        OperationRoute.Of(new CreateAccessKey(iam)),
        iam.Route<ListAccessKeysRequest, ListAccessKeysResponse>(static input => IamTarget.Of(input.UserName), List),
        iam.Route<UpdateAccessKeyRequest, NoOutput>(static input => IamTarget.Of(input.UserName), Update),
        iam.Route<DeleteAccessKeyRequest, NoOutput>(static input => IamTarget.Of(input.UserName), Delete),
        iam.Route<GetAccessKeyLastUsedRequest, GetAccessKeyLastUsedResponse>(static input => new IamTarget { AccessKeyId = input.AccessKeyId }, LastUsed),
    ];

    /// <summary>A key as lists show it.</summary>
    public static string StatusOf(AccessKey key) => key.Active ? Active : Inactive;

    private ValueTask<Result<ListAccessKeysResponse>> List(ListAccessKeysRequest input, OperationContext context) =>
        Owners.Find(iam.Store, input.UserName, context).Then(owner =>
            iam.Referrers<AccessKey>(PageRequest.Of(ListAccessKeysRequest.Operation, context, input.Marker, input.MaxItems), "", Relation.Owner, owner.Id, context.Cancelled)
                .Then(page => new ListAccessKeysResponse
                {
                    AccessKeyMetadata = page.Items.ConvertAll(key => new AccessKeyMetadata { UserName = owner.Name, AccessKeyId = key.Id, Status = StatusOf(key), CreateDate = key.CreatedAt }),
                    IsTruncated = page.IsTruncated,
                    Marker = page.Marker,
                }));

    private ValueTask<Result<NoOutput>> Update(UpdateAccessKeyRequest input, OperationContext context)
    {
        if (input.Status is not (Active or Inactive))
        {
            return new(IamErrors.InvalidInput($"A key cannot be made {input.Status}; it is Active or Inactive."));
        }

        return iam.Store.Write<NoOutput>(
            transaction => Find(transaction, input.UserName, input.AccessKeyId, context).Then(async key =>
            {
                await transaction.TryUpdate(key, key with { Active = input.Status == Active }, context.Cancelled);
                return (Result<NoOutput>)NoOutput.Instance;
            }),
            context.Cancelled);
    }

    private ValueTask<Result<NoOutput>> Delete(DeleteAccessKeyRequest input, OperationContext context) => iam.Store.Write<NoOutput>(
        transaction => Find(transaction, input.UserName, input.AccessKeyId, context).Then(async key =>
        {
            await transaction.TryDelete(key, context.Cancelled);
            return (Result<NoOutput>)NoOutput.Instance;
        }),
        context.Cancelled);

    private async ValueTask<Result<GetAccessKeyLastUsedResponse>> LastUsed(GetAccessKeyLastUsedRequest input, OperationContext context)
    {
        if (await iam.Store.Find<AccessKey>("", input.AccessKeyId, context.Cancelled) is not { } key || key.OwnerAccount != context.Caller.Account)
        {
            // The operation declares no error: a key that is not the account's, whether another has it or nobody, reads like a denial.
            return CommonErrors.AccessDenied($"User: {context.Caller.Arn} is not authorized to perform: iam:GetAccessKeyLastUsed on resource: access key {input.AccessKeyId}");
        }

        var user = key.UserId is { } id ? await iam.Store.FindById<User>(id, context.Cancelled) : null;
        var use = await iam.Service.Uses.Find(key.Id, context.Cancelled);
        return new GetAccessKeyLastUsedResponse
        {
            UserName = user?.Name,
            AccessKeyLastUsed = new AccessKeyLastUsed { LastUsedDate = use?.At, ServiceName = use?.Service ?? "N/A", Region = use?.Region ?? "N/A" },
        };
    }

    private static ValueTask<Result<AccessKey>> Find(IDirectoryReader reader, string? userName, string accessKeyId, OperationContext context) =>
        Owners.Find(reader, userName, context).Then(async owner =>
            await reader.Find<AccessKey>("", accessKeyId, context.Cancelled) is { } key && key.OwnerId == owner.Id && key.OwnerAccount == owner.Account
                ? (Result<AccessKey>)key
                : Unknown(accessKeyId));

    private static AwsError Unknown(string accessKeyId) => IamErrors.NoSuchEntity($"The Access Key with id {accessKeyId} cannot be found.");
}
