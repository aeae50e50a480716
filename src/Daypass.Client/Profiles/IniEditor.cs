using Daypass.Client.Cache;
using Daypass.Client.Errors;

namespace Daypass.Client.Profiles;

/// <summary>Writes into one section of a config or credentials file and leaves everything else as it stands, byte for byte.</summary>
public static class IniEditor
{
    /// <summary>Replaces the settings of a profile in the config file, or adds the profile at the end.</summary>
    /// <param name="file">The file; made, readable by its owner alone, when it is not there.</param>
    /// <param name="profile">The profile's name.</param>
    /// <param name="settings">The settings in order.</param>
    /// <param name="keepOthers">True when other settings of the profile stay.</param>
    /// <returns>That a name or value cannot be written, or null.</returns>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static ClientError? WriteProfile(
        string file, string profile, IReadOnlyList<(string Key, string Value)> settings, bool keepOthers = false) =>
        Write(
            file, new IniEdit(SectionName.ForProfile(profile), section => SectionName.Parse(section) == ("profile", profile), settings, keepOthers));

    /// <summary>The same for the credentials file, whose sections are named by profiles alone.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The file belongs to another user.</exception>
    public static ClientError? WriteCredentials(
        string file, string profile, IReadOnlyList<(string Key, string Value)> settings, bool keepOthers = false) =>
        Write(file, new IniEdit(profile, section => section == profile, settings, keepOthers));

    // Concurrent editors wait for each other.
    private static ClientError? Write(string file, IniEdit edit)
    {
        if (edit.Header.AsSpan().IndexOfAny('\r', '\n') >= 0 || edit.Header.Length == 0)
        {
            return ClientError.Usage($"'{edit.Header}' cannot be the name of a section.");
        }

        // A link stays a link: what it points at is replaced.
        var target = (File.Exists(file) ? File.ResolveLinkTarget(file, returnFinalTarget: true)?.FullName : null) ?? file;
        using var held = FileLock.Acquire(target + ".daypass.lock", null);
        var old = File.Exists(target) ? File.ReadAllBytes(target) : [];
        if (!IniText.CanEdit(old))
        {
            return ClientError.General($"{file} is written in UTF-16; save it in UTF-8, which all tools read.");
        }

        var text = edit.Apply(IniText.Decode(old));
        if (!text.Succeeded)
        {
            return text.Error.Kind == ClientErrorKind.General ? ClientError.General($"Unable to parse config file: {file}, {text.Error.Message}") : text.Error;
        }

        PrivateFile.Write(target, IniText.Encode(text.Value, old));
        return null;
    }
}
