using Daypass.Gateway.Files;

namespace Daypass.Gateway.Faces;

/// <summary>The routes of now, read again when somebody asks for it.</summary>
internal sealed class CurrentRoutes(string path)
{
    private volatile RoutesFile _now = RoutesFile.Read(path);

    /// <summary>Those of now.</summary>
    public RoutesFile Now => _now;

    /// <summary>Reads the file again; what is wrong with it, or null. Then the routes stay as they were.</summary>
    public string? Reload()
    {
        try
        {
            _now = RoutesFile.Read(path);
            return null;
        }
        catch (UnusableFileException wrong)
        {
            return wrong.Message;
        }
    }
}
