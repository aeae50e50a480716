namespace Daypass.Protocol.Catalogue;

/// <summary>The APIs that share one port.</summary>
public enum Service
{
    /// <summary>The security token service, version 2011-06-15.</summary>
    Sts,

    /// <summary>Identity and access management, version 2010-05-08.</summary>
    Iam,

    /// <summary>AWS Organizations, version 2016-11-28.</summary>
    Organizations,

    /// <summary>Decisions for people's own services, version 2026-11-01; Daypass's own.</summary>
    Verification,

    /// <summary>What was evaluated when a request was denied, version 2018-05-10.</summary>
    Toolbox,
}
