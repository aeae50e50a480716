using Daypass.Worlds.Format;
using Daypass.Worlds.Reading;

namespace Daypass.Worlds.Checking;

/// <summary>A unit of an organisation that a file declares.</summary>
/// <param name="Unit">The unit.</param>
/// <param name="Location">Where the file does.</param>
/// <param name="OnlyCreate">Whether one that is there is left as it is.</param>
internal sealed record DeclaredUnit(WorldUnit Unit, ElementLocation Location, bool OnlyCreate);
