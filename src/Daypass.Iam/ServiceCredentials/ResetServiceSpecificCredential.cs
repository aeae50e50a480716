using Daypass.Core.Authentication;
using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.ServiceCredentials;

/// <summary>Gives a credential a new secret, which is shown this once; when it was made and when it ends stays.</summary>
internal sealed class ResetServiceSpecificCredential(IamServices iam)
    : OwnerOperation<ResetServiceSpecificCredentialRequest, ServiceSpecificCredentialResponse>(iam, static input => input.UserName)
{
    protected override ValueTask<Result<ServiceSpecificCredentialResponse>> Handle(
        ResetServiceSpecificCredentialRequest input, Owner owner, OperationContext context)
    {
        var secret = ServiceSecret.New();
        return Iam.Store.WriteFor<ServiceCredential>(
            owner, (transaction, current) => Renew(transaction, current, input.ServiceSpecificCredentialId, secret, context.Cancelled), context.Cancelled)
            .Then(renewed => new ServiceSpecificCredentialResponse { ServiceSpecificCredential = renewed.ToWire(owner.Name, secret, context.Now) });
    }

    private static async ValueTask<Result<ServiceCredential>> Renew(
        IDirectoryTransaction transaction, Owner owner, string id, string secret, CancellationToken cancelled)
    {
        var found = await transaction.FindServiceCredential(owner, id, cancelled);
        if (!found.Succeeded)
        {
            return found.Error;
        }

        var renewed = found.Value with { SecretHash = ServiceSecret.Hash(found.Value.Id, secret) };
        return await transaction.TryUpdate(found.Value, renewed, cancelled) ? renewed : IamErrors.ConcurrentModification;
    }
}
