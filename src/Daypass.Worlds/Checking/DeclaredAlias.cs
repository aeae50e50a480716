using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>An alias that a file gives to an account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Location">Where the file does.</param>
/// <param name="OnlyCreate">Whether an account that is there keeps the alias it has.</param>
internal sealed record DeclaredAlias(string Account, ElementLocation Location, bool OnlyCreate);
