namespace Hindcast.Fleet.Accounts;

/// <summary>What an account is for. What it may see stands in its grants.</summary>
public enum AccountRole : byte
{
    /// <summary>Belongs to one organisation: gives evidence in and reads its own results.</summary>
    Organisation,

    /// <summary>Reads, assesses and exports what is granted.</summary>
    Analyst,

    /// <summary>Keeps organisations, accounts and grants. Sees no evidence and no result unless granted.</summary>
    Administrator,
}
