namespace Hindcast.Reports.Indicators;

/// <summary>What an indicator is a value of.</summary>
public enum IndicatorKind : byte
{
    /// <summary>An IPv4 address.</summary>
    Ipv4,

    /// <summary>An IPv6 address in its shortest form.</summary>
    Ipv6,

    /// <summary>A domain name in lower case.</summary>
    Domain,

    /// <summary>A whole URL.</summary>
    Url,

    /// <summary>The path of a request, from the slash on, without query.</summary>
    UriPath,

    /// <summary>The name of a file.</summary>
    FileName,

    /// <summary>The whole path of a file, or a path with a variable such as <c>%ProgramFiles%</c> in front.</summary>
    FilePath,

    /// <summary>MD5 of a file, in lower-case hex.</summary>
    Md5,

    /// <summary>SHA-1 of a file, in lower-case hex.</summary>
    Sha1,

    /// <summary>SHA-256 of a file, in lower-case hex.</summary>
    Sha256,

    /// <summary>What a client calls itself.</summary>
    UserAgent,

    /// <summary>A mail address.</summary>
    Email,
}
