// The words of every operation of IAM, so that its file begins with what is its own.
global using Daypass.Core.Authorization;
global using Daypass.Core.Entities;
global using Daypass.Core.Paging;
global using Daypass.Core.Requests;
global using Daypass.Core.Stores;
global using Daypass.Iam.Answers;
global using Daypass.Iam.Operations;
global using Daypass.Iam.Permissions;
global using Daypass.Iam.Storage;
global using Daypass.Protocol.Errors;
global using Daypass.Protocol.Iam;
global using Daypass.Protocol.Answers;
global using Daypass.Protocol.Query;

