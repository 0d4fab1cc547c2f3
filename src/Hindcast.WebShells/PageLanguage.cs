namespace Hindcast.WebShells;

/// <summary>The language of the code that a page holds, told by its content.</summary>
public enum PageLanguage
{
    /// <summary>No code that a server would run was found.</summary>
    None,

    /// <summary>C#.</summary>
    CSharp,

    /// <summary>Visual Basic .NET.</summary>
    VisualBasic,

    /// <summary>JScript, classic or .NET.</summary>
    JScript,

    /// <summary>VBScript (classic ASP).</summary>
    VBScript,

    /// <summary>PHP.</summary>
    Php,

    /// <summary>Java (JSP).</summary>
    Java,

    /// <summary>A compiled .NET assembly.</summary>
    Assembly,
}
