namespace Daypass.S3.Operations;

/// <summary>What the body of an operation is.</summary>
public enum BodyKind
{
    /// <summary>There is none.</summary>
    None,

    /// <summary>The data of an object or part: streamed, never read whole.</summary>
    Data,

    /// <summary>XML or JSON that is read whole, before or while it is passed on.</summary>
    Document,

    /// <summary>A form of a browser, with the data of the object in it.</summary>
    Form,
}
