<?php
// One person who is signed in without a form; the attribute names are those AWS reads.
$aws = 'https://aws.amazon.com/SAML/Attributes/';
$config = [
    'static' => [
        'exampleauth:StaticSource',
        'uid' => ['jane'],
        $aws . 'Role' => array_map(static fn ($role) => $role . ',' . getenv('IDP_PROVIDER'), explode(' ', getenv('IDP_ROLE'))),
        $aws . 'RoleSessionName' => ['jane@example.com'],
        $aws . 'PrincipalTag:Team' => ['platform'],
        $aws . 'TransitiveTagKeys' => ['Team'],
        $aws . 'SourceIdentity' => ['jane'],
        'urn:oid:1.3.6.1.4.1.5923.1.1.1.1' => ['staff', 'member'],
        'urn:oid:2.5.4.3' => ["Jane\r\nDoe"],
    ],
];
