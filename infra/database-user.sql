-- Makes the app a user of the database, known by its client id, with the right to read and write rows and no other. What it has written into its
-- records of who did what it can neither change nor remove.
-- Run by deploy.sh with sqlcmd as an administrator of the server; can be run again.
SET NOCOUNT ON;
SET XACT_ABORT ON;

DECLARE @name sysname = N'$(AppName)';
DECLARE @sid varbinary(16) = CONVERT(varbinary(16), CONVERT(uniqueidentifier, N'$(AppClientId)'));

-- An identity that was made again has the same name and another id: the old user goes.
IF EXISTS (SELECT 1 FROM sys.database_principals WHERE name = @name AND sid <> @sid)
BEGIN
    DECLARE @drop nvarchar(400) = N'DROP USER ' + QUOTENAME(@name) + N';';
    EXEC sp_executesql @drop;
END;

IF NOT EXISTS (SELECT 1 FROM sys.database_principals WHERE name = @name)
BEGIN
    DECLARE @create nvarchar(400) =
        N'CREATE USER ' + QUOTENAME(@name) + N' WITH SID = ' + CONVERT(nvarchar(40), @sid, 1) + N', TYPE = E;';
    EXEC sp_executesql @create;
END;

DECLARE @grant nvarchar(400) =
    N'ALTER ROLE db_datareader ADD MEMBER ' + QUOTENAME(@name) + N'; '
    + N'ALTER ROLE db_datawriter ADD MEMBER ' + QUOTENAME(@name) + N';';
EXEC sp_executesql @grant;

DECLARE @deny nvarchar(600) =
    N'DENY UPDATE, DELETE ON dbo.Audit TO ' + QUOTENAME(@name) + N'; '
    + N'DENY UPDATE, DELETE ON dbo.Downloads TO ' + QUOTENAME(@name) + N';';
EXEC sp_executesql @deny;
