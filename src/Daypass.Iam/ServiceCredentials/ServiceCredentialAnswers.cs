using Daypass.Core.Authentication;
using Daypass.Iam.OwnedCredentials;

namespace Daypass.Iam.ServiceCredentials;

/// <summary>Finds credentials for services and shows them.</summary>
internal static class ServiceCredentialAnswers
{
    private const string Expired = "Expired";

    /// <summary>The service of that name that has credentials of its own.</summary>
    public static Result<CredentialService> FindService(string name)
    {
        foreach (var character in name)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('.' or '-'))
            {
                return IamErrors.Invalid("ServiceName must match [a-zA-Z0-9.-]*");
            }
        }

        return CredentialService.Find(name) is { } service
            ? service
            : IamErrors.NoSuchEntity($"No such service {name} is supported for Service Specific Credentials");
    }

    /// <summary>The credential of an owner.</summary>
    public static async ValueTask<Result<ServiceCredential>> FindServiceCredential(
        this IDirectoryReader reader, Owner owner, string id, CancellationToken cancelled) =>
        await reader.FindById<ServiceCredential>(id, cancelled) is not { } credential || credential.Account != owner.Account
            ? IamErrors.NoSuchEntity($"No such credential {id} exists")
        : credential.OwnerId == owner.Id ? credential
        : IamErrors.Invalid($"User {owner.Name} does not have a service specific credential with id {id}");

    /// <summary>A credential without its secret.</summary>
    public static ServiceSpecificCredentialMetadata ToWire(this ServiceCredential credential, string userName, DateTimeOffset now)
    {
        var isKey = IsKey(credential);
        return new ServiceSpecificCredentialMetadata
        {
            UserName = userName,
            Status = StatusOf(credential, now),
            ServiceUserName = isKey ? null : credential.Alias,
            ServiceCredentialAlias = isKey ? credential.Alias : null,
            CreateDate = credential.CreatedAt,
            ExpirationDate = credential.ExpiresAt,
            ServiceSpecificCredentialId = credential.Id,
            ServiceName = credential.Service,
        };
    }

    /// <summary>A credential with its secret.</summary>
    public static ServiceSpecificCredentialShape ToWire(this ServiceCredential credential, string userName, string secret, DateTimeOffset now)
    {
        var service = CredentialService.Find(credential.Service)!;
        var isKey = IsKey(credential);
        return new ServiceSpecificCredentialShape
        {
            CreateDate = credential.CreatedAt,
            ExpirationDate = credential.ExpiresAt,
            ServiceName = credential.Service,
            ServiceUserName = isKey ? null : credential.Alias,
            ServicePassword = isKey ? null : secret,
            ServiceCredentialAlias = isKey ? credential.Alias : null,
            ServiceCredentialSecret = isKey ? service.KeyOf(credential.Alias, secret) : null,
            ServiceSpecificCredentialId = credential.Id,
            UserName = userName,
            Status = StatusOf(credential, now),
        };
    }

    private static string StatusOf(ServiceCredential credential, DateTimeOffset now) =>
        credential.HasEnded(now) ? Expired : CredentialStatus.Of(credential.Active);

    private static bool IsKey(ServiceCredential credential) => CredentialService.Find(credential.Service) is { KeyPrefix: not null };
}
