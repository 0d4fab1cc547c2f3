namespace Hindcast.WebShells;

/// <summary>What a page is, as far as its content tells. From harmless to worst; numbers are stable.</summary>
public enum PageVerdict
{
    /// <summary>Nothing of note.</summary>
    Benign = 0,

    /// <summary>Can do more than most pages; many honest administration pages do.</summary>
    Unusual = 1,

    /// <summary>More likely a web shell than not.</summary>
    LikelyWebShell = 2,

    /// <summary>Hands control of the server to who sends requests.</summary>
    WebShell = 3,
}
