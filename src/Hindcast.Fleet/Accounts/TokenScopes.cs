namespace Hindcast.Fleet.Accounts;

/// <summary>What a token can be allowed. A token never reaches further than its account.</summary>
public static class TokenScopes
{
    /// <summary>Read results, lists and the campaign.</summary>
    public const string Read = "read";

    /// <summary>Give evidence in and have it assessed.</summary>
    public const string Upload = "upload";

    /// <summary>Take results out in forms for others.</summary>
    public const string Export = "export";

    /// <summary>Read shared intelligence.</summary>
    public const string TaxiiRead = "taxii:read";

    /// <summary>Add shared intelligence.</summary>
    public const string TaxiiWrite = "taxii:write";

    /// <summary>Keep organisations and accounts.</summary>
    public const string Admin = "admin";

    /// <summary>Read the metrics of a silo.</summary>
    public const string Metrics = "metrics";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static readonly IReadOnlyList<string> All = [Read, Upload, Export, TaxiiRead, TaxiiWrite, Admin, Metrics];
}
