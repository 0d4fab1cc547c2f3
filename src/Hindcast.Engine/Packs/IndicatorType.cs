namespace Hindcast.Engine.Packs;

/// <summary>What an indicator is.</summary>
public enum IndicatorType : byte
{
    /// <summary>An IPv4 or IPv6 address, compared whole.</summary>
    Ip,

    /// <summary>A user agent as the client sends it, compared whole.</summary>
    UserAgent,

    /// <summary>A file name or path; a path below <c>%EXI%</c> (the Exchange folder) or a drive. Compared at its end.</summary>
    File,

    /// <summary>A path in a URL (<c>/owa/auth/x.aspx</c>), compared whole.</summary>
    UrlPath,

    /// <summary>SHA-256 of a file, lower-case hex.</summary>
    Sha256,

    /// <summary>A domain name; names below it count too.</summary>
    Domain,
}
