using Hindcast.Fleet.Accounts;

namespace Hindcast.Fleet.Organisations;

/// <summary>The condition that holds a query to what a caller is granted. Every list of tenants' things has it.</summary>
internal static class Visibility
{
    /// <summary>A condition over a column of organisation ids; it reads the parameter <c>@caller</c>.</summary>
    internal static string Of(Caller caller, string column) => caller.SeesAll
        ? "@caller = @caller"
        : $"{column} IN (SELECT g.organisation_id FROM grants g WHERE g.account_id = @caller)";

    /// <summary>The end of all texts that begin with a prefix, for texts compared by bytes.</summary>
    internal static string End(string prefix) => prefix + "\U0010FFFF";
}
