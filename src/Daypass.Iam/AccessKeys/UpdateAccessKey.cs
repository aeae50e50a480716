namespace Daypass.Iam.AccessKeys;

/// <summary>Switches an access key on or off.</summary>
internal sealed class UpdateAccessKey(IamServices iam) : OwnerOperation<UpdateAccessKeyRequest, NoOutput>(iam, static input => input.UserName)
{
    protected override AwsError? Validate(UpdateAccessKeyRequest input, OperationContext context) =>
        input.Status is AccessKeyAnswers.Active or AccessKeyAnswers.Inactive
            ? null
            : IamErrors.InvalidInput($"A key cannot be made {input.Status}; it is Active or Inactive.");

    protected override ValueTask<Result<NoOutput>> Handle(UpdateAccessKeyRequest input, Owner owner, OperationContext context) =>
        Iam.Store.WriteKey(
            owner,
            input.AccessKeyId,
            (transaction, key) => transaction.TryUpdate(key, key with { Active = input.Status == AccessKeyAnswers.Active }, context.Cancelled),
            context.Cancelled);
}
