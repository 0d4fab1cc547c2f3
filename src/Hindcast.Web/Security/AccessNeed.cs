namespace Hindcast.Web.Security;

/// <summary>What a caller needs for an endpoint. Things that its route names must belong to a granted organisation besides.</summary>
internal enum AccessNeed
{
    /// <summary>Nothing: assets, health, sign-in.</summary>
    Nothing,

    /// <summary>An account, in the browser or by any token: nothing of a tenant is shown.</summary>
    SignedIn,

    /// <summary>An account in the browser: a token cannot make tokens or change passwords.</summary>
    Session,

    /// <summary>Read results (scope <c>read</c>).</summary>
    Read,

    /// <summary>Give evidence in and have it assessed (scope <c>upload</c>).</summary>
    Upload,

    /// <summary>Take results out (scope <c>export</c>).</summary>
    Export,

    /// <summary>Work on what is granted as an analyst, over organisations (scope <c>read</c>).</summary>
    Analyse,

    /// <summary>Read shared intelligence up to the clearance (scope <c>taxii:read</c>).</summary>
    TaxiiRead,

    /// <summary>Add shared intelligence as an analyst (scope <c>taxii:write</c>).</summary>
    TaxiiWrite,

    /// <summary>An administrator's token that watches silos (scope <c>metrics</c>).</summary>
    Watch,

    /// <summary>An administrator (scope <c>admin</c>); of organisations only the register, not what they gave in.</summary>
    Administer,
}
