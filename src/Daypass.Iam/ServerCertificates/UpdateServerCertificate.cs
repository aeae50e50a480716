namespace Daypass.Iam.ServerCertificates;

/// <summary>Renames a server certificate or moves it to another path.</summary>
internal sealed class UpdateServerCertificate(IamServices iam) : RenameOperation<UpdateServerCertificateRequest, ServerCertificate>(
    iam, static input => input.ServerCertificateName, static input => (input.NewPath, input.NewServerCertificateName))
{
    protected override ServerCertificate Renamed(ServerCertificate entity, string path, string name) => entity with { Path = path, Name = name };
}
