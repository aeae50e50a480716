<?php
// The same service under several names, one for each way of signing and enciphering.
$base = [
    'AssertionConsumerService' => 'https://signin.aws.amazon.com/saml',
    'NameIDFormat' => 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    'saml20.sign.response' => false,
    'saml20.sign.assertion' => true,
];
$metadata['urn:amazon:webservices'] = $base;
$metadata['urn:amazon:webservices:both'] = ['saml20.sign.response' => true] + $base;
$metadata['urn:amazon:webservices:response'] = ['saml20.sign.response' => true, 'saml20.sign.assertion' => false] + $base;
$metadata['urn:amazon:webservices:encrypted'] = ['assertion.encryption' => true, 'certificate' => 'sp.crt'] + $base;
$metadata['urn:amazon:webservices:all'] = ['assertion.encryption' => true, 'certificate' => 'sp.crt', 'saml20.sign.response' => true] + $base;
// A program on a person's machine, which receives the response itself; where, the environment says.
$metadata['urn:daypass:loopback'] = ['AssertionConsumerService' => getenv('IDP_LOOPBACK') ?: 'http://127.0.0.1:35002/saml'] + $base;
