namespace Daypass.Gateway.Faces;

/// <summary>Where the framework finds the one that answers Envoy, which is made after the framework's own parts.</summary>
internal sealed class EnvoyFaces
{
    private EnvoyFace? _face;

    /// <summary>The one.</summary>
    public EnvoyFace Now => _face ?? throw new InvalidOperationException("The gateway does not serve yet.");

    /// <summary>Takes it.</summary>
    public void Use(EnvoyFace face) => _face = face;
}
